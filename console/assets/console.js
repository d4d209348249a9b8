// What a page cannot do without a script: pass htmx's swaps through trusted types, move the focus to what is new and say it
// aloud, keep distances in time right, copy an id. Without this file every form and link still works.
(() => {
  // Pages are made by the server, which escapes every value; scripts in them are never run.
  const policy = globalThis.trustedTypes?.createPolicy('console', { createHTML: (text) => text, createScript: () => '' });
  globalThis.htmx?.registerExtension('console', { init: (api) => policy && api.initSecurity(policy) });

  const words = new Intl.RelativeTimeFormat('en-GB', { numeric: 'always' });
  const MINUTE = 60_000;
  const HOUR = 60 * MINUTE;
  const DAY = 24 * HOUR;

  // The same words as the server's (console/time.ts).
  function relative(distance) {
    const size = Math.abs(distance);
    if (size < MINUTE) return distance < 0 ? 'just now' : 'in less than a minute';
    if (size < HOUR) return words.format(Math.trunc(distance / MINUTE), 'minute');
    if (size < 2 * DAY) return words.format(Math.trunc(distance / HOUR), 'hour');
    return words.format(Math.trunc(distance / DAY), 'day');
  }

  let drawnAt = performance.now();

  // An order's clock may be ahead of ours (test clock): what counts is the server's "now", moved by the time since then.
  function refreshTimes() {
    const since = performance.now() - drawnAt;
    for (const element of document.querySelectorAll('[data-relative]')) {
      const text = relative(Date.parse(element.dataset.relative) - (Date.parse(element.dataset.now) + since));
      if (element.textContent !== text) element.textContent = text;
    }
  }

  function focusOnNews(isFirst) {
    const news = document.querySelector('#main [data-focus]');
    const target = news ?? (isFirst ? null : document.querySelector('#main h1'));
    target?.focus({ preventScroll: !news });
    if (news) news.scrollIntoView({ block: 'center' });
    const spoken = document.querySelector('#main [data-announce]');
    const live = document.getElementById('live');
    if (live) live.textContent = spoken?.textContent.trim().replace(/\s+/g, ' ') ?? '';
  }

  function ready(isFirst) {
    drawnAt = performance.now();
    for (const button of document.querySelectorAll('[data-copy]')) button.hidden = !navigator.clipboard;
    focusOnNews(isFirst);
  }

  function say(text) {
    const live = document.getElementById('live');
    if (live) live.textContent = text;
  }

  document.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest('[data-copy]') : null;
    if (button)
      navigator.clipboard.writeText(button.dataset.copy).then(
        () => say('Copied.'),
        () => say('Not copied.'),
      );
  });
  // A second click while the first is under way is dropped here; were it not, its key would make it the same command.
  document.addEventListener('submit', (event) => {
    if (event.target.dataset.sent) event.preventDefault();
    else event.target.dataset.sent = 'yes';
  });
  globalThis.addEventListener('pageshow', () => {
    for (const form of document.querySelectorAll('form[data-sent]')) delete form.dataset.sent;
  });
  document.addEventListener('htmx:finally:request', (event) => {
    for (const form of document.querySelectorAll('form[data-sent]')) delete form.dataset.sent;
    if (event.detail?.ctx?.status?.startsWith?.('error')) {
      const live = document.getElementById('live');
      if (live) live.textContent = 'The server did not answer. Nothing is lost: send the form again.';
    }
  });
  document.addEventListener('htmx:after:swap', () => ready(false));
  setInterval(refreshTimes, 20_000);
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', () => ready(true));
  else ready(true);
})();
