import type { Template } from './template.ts';

/** To the claimant: the provider says that it paid, and asks for a word. */
export const claimPayment: Template = {
  purposes: ['NOTICE'],
  variables: { orderId: 'id', serviceTitle: 'text', claimId: 'id', amount: 'money' },
  mayBeNone: ['amount'],
  wording: {
    en: {
      subject: 'Claim <%= it.claimId %>: was the refund paid?',
      text: `Hello,

the provider says that it paid the refund of claim <%= it.claimId %> ("<%= it.serviceTitle %>", order <%= it.orderId %>).
<% if (it.amount) { %>
Amount: <%= it.amount %>
<% } %>

Please confirm it when you have received it. If you have not, please tell us.
`,
    },
    es: {
      subject: 'Reclamación <%= it.claimId %>: ¿se ha pagado el reembolso?',
      text: `Hola:

El profesional indica que ha pagado el reembolso de la reclamación <%= it.claimId %> («<%= it.serviceTitle %>», pedido <%= it.orderId %>).
<% if (it.amount) { %>
Importe: <%= it.amount %>
<% } %>

Confírmelo cuando lo haya recibido. Si no lo ha recibido, comuníquenoslo.
`,
    },
    hi: {
      subject: 'दावा <%= it.claimId %>: क्या धनवापसी मिल गई है?',
      text: `नमस्ते,

सेवा प्रदाता का कहना है कि उसने दावे <%= it.claimId %> ("<%= it.serviceTitle %>", ऑर्डर <%= it.orderId %>) की धनवापसी कर दी है।
<% if (it.amount) { %>
राशि: <%= it.amount %>
<% } %>

राशि मिलने पर कृपया पुष्टि करें। यदि नहीं मिली है, तो कृपया हमें बताएँ।
`,
    },
  },
};
