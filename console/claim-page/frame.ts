import { type Content, type Html, html } from '../html.ts';

/** A page for people without an account: no navigation, no scripts. */
export function frame(title: string, content: Content): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="/console/assets/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/console/assets/console.css">
</head>
<body>
<main id="main">
${content}
</main>
</body>
</html>
`;
}
