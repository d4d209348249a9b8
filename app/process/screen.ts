import type { Config } from '../config/config.ts';
import type { Running } from './compose.ts';

/** What `npm start` prints once everything serves: one screen, nothing to scroll for. */
export function screen({ api, console, mailbox, temporal }: Running, config: Config): string {
  const database = config.databaseUrl
    ? 'PostgreSQL'
    : 'embedded (PGlite: survives a crash, is not synced for power loss; DATABASE_URL takes a PostgreSQL)';
  return `
  Holdfast serves.

    API            ${api}/v1
    Reference      ${api}/docs
    Console        ${console}
    Mailbox        ${config.smtpUrl ? 'mail goes to SMTP_URL' : mailbox}
    Temporal       ${temporal.ui ?? temporal.address}
    Data           ${config.dataDir}
    Database       ${database}

${signIn(api, config)}
    Ctrl-C stops everything and loses nothing.
`;
}

/** What a person can do next, with credentials that this start accepts. */
function signIn(api: string, { areDevelopmentTokensAccepted }: Config): string {
  if (!areDevelopmentTokensAccepted) {
    return `    Credentials: an API key ("npm run keys -- create", while this program is stopped or with DATABASE_URL), or a token of OIDC_ISSUER.
`;
  }
  return `    Development tokens, for this address only: dev-<role>:<id>
      dev-system:shop   dev-support:agent-7   dev-supervisor:lead-1   dev-provider:prov-1   dev-customer:cust-1   dev-auditor:aud-1

    Try:
      curl -s ${api}/v1/policies -H 'authorization: Bearer dev-system:shop'
    then, in a second terminal:
      npm run demo
`;
}
