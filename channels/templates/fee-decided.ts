import type { Template } from './template.ts';

/** To the provider: how a fee on their cancellation was decided. */
export const feeDecided: Template = {
  purposes: ['NOTICE'],
  variables: { orderId: 'id', serviceTitle: 'text', amount: 'money', decision: 'words' },
  wording: {
    en: {
      subject: 'The cancellation fee of order <%= it.orderId %> is decided',
      text: `Hello,

the cancellation fee of <%= it.amount %> for order <%= it.orderId %> ("<%= it.serviceTitle %>") is decided. <%= it.decision %>

If you see it differently, please contact support and name the order.
`,
    },
    es: {
      subject: 'Decisión sobre el cargo por cancelación del pedido <%= it.orderId %>',
      text: `Hola:

Se ha decidido sobre el cargo por cancelación de <%= it.amount %> del pedido <%= it.orderId %> («<%= it.serviceTitle %>»). <%= it.decision %>

Si no está de acuerdo, póngase en contacto con el equipo de asistencia e indique el pedido, por favor.
`,
    },
    hi: {
      subject: 'ऑर्डर <%= it.orderId %> के रद्दीकरण शुल्क पर निर्णय',
      text: `नमस्ते,

ऑर्डर <%= it.orderId %> ("<%= it.serviceTitle %>") के <%= it.amount %> के रद्दीकरण शुल्क पर निर्णय हो गया है। <%= it.decision %>

यदि आप इससे सहमत नहीं हैं, तो कृपया सहायता टीम से संपर्क करें और ऑर्डर का उल्लेख करें।
`,
    },
  },
};
