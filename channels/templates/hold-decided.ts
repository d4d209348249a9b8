import type { Template } from './template.ts';

/** To the provider: what support decided on a defect, with its guidance. */
export const holdDecided: Template = {
  purposes: ['NOTICE'],
  variables: { orderId: 'id', serviceTitle: 'text', decision: 'words', guidance: 'text' },
  mayBeNone: ['guidance'],
  wording: {
    en: {
      subject: 'Support has decided on the defect of order <%= it.orderId %>',
      text: `Hello,

support has decided on the defect of order <%= it.orderId %> ("<%= it.serviceTitle %>"). <%= it.decision %>
<% if (it.guidance) { %>

Guidance:
<%= it.guidance %>
<% } %>

If something about this cannot be done, please contact support before you go on.
`,
    },
    es: {
      subject: 'Decisión sobre el defecto del pedido <%= it.orderId %>',
      text: `Hola:

El equipo de asistencia ha decidido sobre el defecto del pedido <%= it.orderId %> («<%= it.serviceTitle %>»). <%= it.decision %>
<% if (it.guidance) { %>

Indicaciones:
<%= it.guidance %>
<% } %>

Si algo de esto no es posible, póngase en contacto con el equipo de asistencia antes de continuar, por favor.
`,
    },
    hi: {
      subject: 'ऑर्डर <%= it.orderId %> की ख़राबी पर निर्णय',
      text: `नमस्ते,

सहायता टीम ने ऑर्डर <%= it.orderId %> ("<%= it.serviceTitle %>") की ख़राबी पर निर्णय ले लिया है। <%= it.decision %>
<% if (it.guidance) { %>

मार्गदर्शन:
<%= it.guidance %>
<% } %>

यदि इसमें से कुछ संभव न हो, तो कृपया आगे बढ़ने से पहले सहायता टीम से संपर्क करें।
`,
    },
  },
};
