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
  readonly isOpen: boolean;
  readonly to: string;
  readonly problem: string | null;
  readonly role: string;
  readonly subject: string;
}

/** Development only: whoever reaches the address chooses who to be. With other credentials there is nothing to choose here. */
export function login({ isOpen, to, problem, role, subject }: LoginPage): Html {
  if (!isOpen)
    return html`<section class="login"><h1>Sign in</h1><p>This installation does not accept development tokens. Send an <code>Authorization</code> header with your credentials.</p></section>`;
  return html`<section class="login" aria-labelledby="title"><h1 id="title" tabindex="-1">Sign in</h1>
<p class="muted">Development mode: choose who you are. There is no password, and only this machine can reach this page.</p>
<form method="post" action="/console/login">
${problem !== null && html`<div class="problem" role="alert"><p>${problem}</p></div>`}
<input type="hidden" name="to" value="${to}">
<fieldset class="choices roles"><legend>Role</legend><div>${LOGIN_ROLES.map((one) => html`<label class="choice"><input type="radio" name="role" value="${one}" id="role-${one}"${flag('checked', one === role)} required> <span><b>${titled(one)}</b> <span class="muted">${WHAT[one]}</span></span></label>`)}</div></fieldset>
<div class="field"><label for="subject">Id</label><p class="hint" id="subject-hint">As in the token: <code>agent-7</code>, <code>prov-1</code>, <code>cust-1</code>.</p><input id="subject" type="text" name="subject" value="${subject}" pattern="[A-Za-z0-9_\\-]{1,100}" maxlength="100" required aria-describedby="subject-hint" autocomplete="off"></div>
<p class="buttons"><button class="primary">Sign in</button></p>
</form></section>`;
}
