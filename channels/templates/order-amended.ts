import type { Template } from './template.ts';

/** To the provider: the order was changed before the visit. The address itself stays in the order. */
export const orderAmended: Template = {
  purposes: ['NOTICE'],
  variables: { orderId: 'id', serviceTitle: 'text', scopeItems: 'text' },
  mayBeNone: ['scopeItems'],
  wording: {
    en: {
      subject: 'Order <%= it.orderId %> was changed',
      text: `Hello,

order <%= it.orderId %> ("<%= it.serviceTitle %>") was changed before the visit.
Please look at its address and scope again before you set out.
<% if (it.scopeItems) { %>

The scope is now:
<%= it.scopeItems %>
<% } %>
`,
    },
    es: {
      subject: 'El pedido <%= it.orderId %> ha cambiado',
      text: `Hola:

El pedido <%= it.orderId %> («<%= it.serviceTitle %>») ha cambiado antes de la visita.
Le rogamos que revise de nuevo la dirección y el alcance antes de salir.
<% if (it.scopeItems) { %>

El alcance es ahora:
<%= it.scopeItems %>
<% } %>
`,
    },
    hi: {
      subject: 'ऑर्डर <%= it.orderId %> में बदलाव हुआ है',
      text: `नमस्ते,

विज़िट से पहले ऑर्डर <%= it.orderId %> ("<%= it.serviceTitle %>") में बदलाव किया गया है।
कृपया निकलने से पहले पता और काम का विवरण फिर से देख लें।
<% if (it.scopeItems) { %>

काम का विवरण अब यह है:
<%= it.scopeItems %>
<% } %>
`,
    },
  },
};
