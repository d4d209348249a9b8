import type { Template } from './template.ts';

/** To both sides: the decision letter, from the decision on record. It names the reason, the remedy and the right to appeal. */
export const claimDecision: Template = {
  purposes: ['NOTICE'],
  variables: {
    orderId: 'id',
    serviceTitle: 'text',
    claimId: 'id',
    outcome: 'words',
    remedy: 'words',
    amount: 'money',
    reason: 'text',
    appealableUntil: 'instant',
  },
  mayBeNone: ['amount', 'reason', 'appealableUntil'],
  wording: {
    en: {
      subject: 'The decision on claim <%= it.claimId %>',
      text: `Hello,

claim <%= it.claimId %> about "<%= it.serviceTitle %>" (order <%= it.orderId %>) is decided.

<%= it.outcome %>
<%= it.remedy %>
<% if (it.amount) { %>
Amount: <%= it.amount %>
<% } %>
<% if (it.reason) { %>

Reason:
<%= it.reason %>
<% } %>
<% if (it.appealableUntil) { %>

Either side may appeal once, before <%= it.appealableUntil %>.
<% } else { %>

This decision stands; it cannot be appealed.
<% } %>
`,
    },
    es: {
      subject: 'La decisión sobre la reclamación <%= it.claimId %>',
      text: `Hola:

La reclamación <%= it.claimId %> sobre «<%= it.serviceTitle %>» (pedido <%= it.orderId %>) está decidida.

<%= it.outcome %>
<%= it.remedy %>
<% if (it.amount) { %>
Importe: <%= it.amount %>
<% } %>
<% if (it.reason) { %>

Motivo:
<%= it.reason %>
<% } %>
<% if (it.appealableUntil) { %>

Cualquiera de las partes puede recurrir una vez, antes de: <%= it.appealableUntil %>.
<% } else { %>

Esta decisión es definitiva; no se puede recurrir.
<% } %>
`,
    },
    hi: {
      subject: 'दावे <%= it.claimId %> पर निर्णय',
      text: `नमस्ते,

"<%= it.serviceTitle %>" (ऑर्डर <%= it.orderId %>) पर दावे <%= it.claimId %> का निर्णय हो गया है।

<%= it.outcome %>
<%= it.remedy %>
<% if (it.amount) { %>
राशि: <%= it.amount %>
<% } %>
<% if (it.reason) { %>

कारण:
<%= it.reason %>
<% } %>
<% if (it.appealableUntil) { %>

कोई भी पक्ष एक बार अपील कर सकता है, इस समय से पहले: <%= it.appealableUntil %>।
<% } else { %>

यह निर्णय अंतिम है; इस पर अपील नहीं हो सकती।
<% } %>
`,
    },
  },
};
