import type { Template } from './template.ts';

/** To the party that an order waits for. */
export const ladderReminder: Template = {
  purposes: ['REMINDER'],
  variables: { orderId: 'id', serviceTitle: 'text', what: 'words', until: 'instant' },
  mayBeNone: ['until'],
  wording: {
    en: {
      subject: 'Reminder: order <%= it.orderId %> is waiting for you',
      text: `Hello,

order <%= it.orderId %> ("<%= it.serviceTitle %>") is waiting for <%= it.what %>.
<% if (it.until) { %>
Please see to it before <%= it.until %>.
<% } else { %>
Please see to it as soon as you can.
<% } %>
`,
    },
    es: {
      subject: 'Recordatorio: el pedido <%= it.orderId %> le espera',
      text: `Hola:

El pedido <%= it.orderId %> («<%= it.serviceTitle %>») está a la espera de lo siguiente: <%= it.what %>.
<% if (it.until) { %>
Le rogamos que lo atienda antes de: <%= it.until %>.
<% } else { %>
Le rogamos que lo atienda lo antes posible.
<% } %>
`,
    },
    hi: {
      subject: 'अनुस्मारक: ऑर्डर <%= it.orderId %> को आपकी प्रतीक्षा है',
      text: `नमस्ते,

ऑर्डर <%= it.orderId %> ("<%= it.serviceTitle %>") में <%= it.what %> की प्रतीक्षा है।
<% if (it.until) { %>
कृपया इसे इस समय से पहले पूरा करें: <%= it.until %>।
<% } else { %>
कृपया इसे जल्द से जल्द पूरा करें।
<% } %>
`,
    },
  },
};
