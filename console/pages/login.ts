import type { Role } from '../../domain/shared/actor.ts';
import { flag, type Html, html } from '../html.ts';
import { titled } from '../words.ts';

export const LOGIN_ROLES: readonly Role[] = ['support', 'supervisor', 'auditor', 'provider', 'customer', 'system'];

const WHAT: Readonly<Record<Role, string>> = {
  support: 'sees every order, decides holds, speaks for others',
  supervisor: 'is also support; decides fees and waives',
  auditor: 'reads everything',
  provider: 'sees the orders of its own',
  customer: 'sees the orders of their own',
  system: 'a backend',
};

export interface LoginPage {
  /** Whoever reaches the address chooses who to be. */
  readonly isDevelopment: boolean;
  /** Tokens of an OIDC issuer, keys of systems. */
  readonly takesTokens: boolean;
  readonly to: string;
  readonly problem: string | null;
  readonly role: string;
  readonly subject: string;
}

/** Two ways in, as the installation has them: choosing (development only), or a token that somebody was given. */
export function login(shown: LoginPage): Html {
  const { isDevelopment, takesTokens, problem } = shown;
  const way = isDevelopment
    ? html`${choice(shown)}${takesTokens && html`<details><summary>I have a token</summary>${tokenForm(shown)}</details>`}`
    : takesTokens
      ? tokenForm(shown)
      : html`<p>This installation accepts no credentials yet: it knows neither an OIDC issuer nor keys.</p>`;
  return html`<section class="login" aria-labelledby="title"><h1 id="title" tabindex="-1">Sign in</h1>
${problem !== null && html`<div class="problem" role="alert"><p>${problem}</p></div>`}
${way}
</section>`;
}

function choice({ to, role, subject }: LoginPage): Html {
  return html`<p class="muted">Development mode: choose who you are. There is no password, and only this machine can reach this page.</p>
<form method="post" action="/console/login">
<input type="hidden" name="to" value="${to}">
<fieldset class="choices roles"><legend>Role</legend><div>${LOGIN_ROLES.map((one) => html`<label class="choice"><input type="radio" name="role" value="${one}" id="role-${one}"${flag('checked', one === role)} required> <span><b>${titled(one)}</b> <span class="muted">${WHAT[one]}</span></span></label>`)}</div></fieldset>
<div class="field"><label for="subject">Id</label><p class="hint" id="subject-hint">As in the token: <code>agent-7</code>, <code>prov-1</code>, <code>cust-1</code>.</p><input id="subject" type="text" name="subject" value="${subject}" pattern="[A-Za-z0-9_\\-]{1,100}" maxlength="100" required aria-describedby="subject-hint" autocomplete="off"></div>
<p class="buttons"><button class="primary">Sign in</button></p>
</form>`;
}

function tokenForm({ to }: LoginPage): Html {
  return html`<p class="muted">Paste the access token that your company's sign-in gave you, or an API key (<code>hf_live_…</code>). It is kept in a cookie of this browser for at most 12 hours, and works here as long as the token itself is valid.</p>
<form method="post" action="/console/login">
<input type="hidden" name="to" value="${to}">
<div class="field"><label for="token">Token</label><input id="token" type="password" name="token" maxlength="4000" required autocomplete="off" spellcheck="false"></div>
<p class="buttons"><button class="primary">Use this token</button></p>
</form>`;
}
