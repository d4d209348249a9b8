import type { Template } from './template.ts';

/** To the provider: a claim was made, and until when it can be answered. */
export const claimReceived: Template = {
  purposes: ['NOTICE'],
  variables: { orderId: 'id', serviceTitle: 'text', claimId: 'id', description: 'text', answersBy: 'instant' },
  mayBeNone: ['description'],
  wording: {
    en: {
      subject: 'A claim was made about order <%= it.orderId %>',
      text: `Hello,

a guarantee claim (<%= it.claimId %>) was made about "<%= it.serviceTitle %>" (order <%= it.orderId %>).
<% if (it.description) { %>

What the claimant says:
<%= it.description %>
<% } %>

Please answer before <%= it.answersBy %>: accept, contest, or say that it is resolved. Without an answer that is recorded, and the claim goes on.
`,
    },
    es: {
      subject: 'Se ha presentado una reclamación sobre el pedido <%= it.orderId %>',
      text: `Hola:

Se ha presentado una reclamación de garantía (<%= it.claimId %>) sobre «<%= it.serviceTitle %>» (pedido <%= it.orderId %>).
<% if (it.description) { %>

Lo que dice el reclamante:
<%= it.description %>
<% } %>

Responda antes de: <%= it.answersBy %>. Puede aceptar, rechazar o comunicar que está resuelta. Si no responde, quedará registrado y la reclamación continuará.
`,
    },
    hi: {
      subject: 'ऑर्डर <%= it.orderId %> पर एक दावा किया गया है',
      text: `नमस्ते,

"<%= it.serviceTitle %>" (ऑर्डर <%= it.orderId %>) पर एक गारंटी दावा (<%= it.claimId %>) किया गया है।
<% if (it.description) { %>

दावेदार का कहना है:
<%= it.description %>
<% } %>

कृपया इस समय से पहले उत्तर दें: <%= it.answersBy %>। आप दावा मान सकते हैं, उसका विरोध कर सकते हैं, या बता सकते हैं कि समाधान हो गया है। उत्तर न मिलने पर यह दर्ज होगा और दावा आगे बढ़ेगा।
`,
    },
  },
};
