/** What a kept letter has in the place of its signed link: the link is a credential, and stands in no row. */
export const LINK_STAND_IN = '[claim link]';

/**
 * The letter with its link. Only the place that rendering named is filled; the same words anywhere else are somebody's text.
 * @param linkAt offset of the place in UTF-16 code units, as `renderTemplate` gave it
 */
export function withLink(text: string, linkAt: number, link: string): string {
  return text.slice(0, linkAt) + link + text.slice(linkAt + LINK_STAND_IN.length);
}
