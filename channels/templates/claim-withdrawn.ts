import type { Template } from './template.ts';

/** To the provider: the claim was taken back. */
export const claimWithdrawn: Template = {
  purposes: ['NOTICE'],
  variables: { orderId: 'id', serviceTitle: 'text', claimId: 'id' },
  wording: {
    en: {
      subject: 'Claim <%= it.claimId %> was withdrawn',
      text: `Hello,

claim <%= it.claimId %> about "<%= it.serviceTitle %>" (order <%= it.orderId %>) was withdrawn. There is nothing left to do.
`,
    },
    es: {
      subject: 'La reclamación <%= it.claimId %> se ha retirado',
      text: `Hola:

La reclamación <%= it.claimId %> sobre «<%= it.serviceTitle %>» (pedido <%= it.orderId %>) se ha retirado. No queda nada por hacer.
`,
    },
    hi: {
      subject: 'दावा <%= it.claimId %> वापस ले लिया गया है',
      text: `नमस्ते,

"<%= it.serviceTitle %>" (ऑर्डर <%= it.orderId %>) पर दावा <%= it.claimId %> वापस ले लिया गया है। अब कुछ करना बाकी नहीं है।
`,
    },
  },
};
