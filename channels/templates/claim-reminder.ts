import type { Template } from './template.ts';

/** To the party that a claim waits for. */
export const claimReminder: Template = {
  purposes: ['REMINDER'],
  variables: { orderId: 'id', serviceTitle: 'text', claimId: 'id', what: 'words', until: 'instant' },
  mayBeNone: ['until'],
  wording: {
    en: {
      subject: 'Reminder: claim <%= it.claimId %> is waiting for you',
      text: `Hello,

claim <%= it.claimId %> about "<%= it.serviceTitle %>" (order <%= it.orderId %>) is waiting for <%= it.what %>.
<% if (it.until) { %>
Please see to it before <%= it.until %>.
<% } else { %>
Please see to it as soon as you can.
<% } %>
`,
    },
    es: {
      subject: 'Recordatorio: la reclamación <%= it.claimId %> le espera',
      text: `Hola:

La reclamación <%= it.claimId %> sobre «<%= it.serviceTitle %>» (pedido <%= it.orderId %>) está a la espera de lo siguiente: <%= it.what %>.
<% if (it.until) { %>
Le rogamos que lo atienda antes de: <%= it.until %>.
<% } else { %>
Le rogamos que lo atienda lo antes posible.
<% } %>
`,
    },
    hi: {
      subject: 'अनुस्मारक: दावे <%= it.claimId %> को आपकी प्रतीक्षा है',
      text: `नमस्ते,

"<%= it.serviceTitle %>" (ऑर्डर <%= it.orderId %>) पर दावे <%= it.claimId %> में <%= it.what %> की प्रतीक्षा है।
<% if (it.until) { %>
कृपया इसे इस समय से पहले पूरा करें: <%= it.until %>।
<% } else { %>
कृपया इसे जल्द से जल्द पूरा करें।
<% } %>
`,
    },
  },
};
