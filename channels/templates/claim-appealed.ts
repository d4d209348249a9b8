import type { Template } from './template.ts';

/** To the other side of an appeal. */
export const claimAppealed: Template = {
  purposes: ['NOTICE'],
  variables: { orderId: 'id', serviceTitle: 'text', claimId: 'id' },
  wording: {
    en: {
      subject: 'An appeal was made in claim <%= it.claimId %>',
      text: `Hello,

the other side appealed against the decision on claim <%= it.claimId %> ("<%= it.serviceTitle %>", order <%= it.orderId %>). Another person decides now; you will be told.
`,
    },
    es: {
      subject: 'Se ha presentado un recurso en la reclamación <%= it.claimId %>',
      text: `Hola:

La otra parte ha recurrido la decisión sobre la reclamación <%= it.claimId %> («<%= it.serviceTitle %>», pedido <%= it.orderId %>). Ahora decide otra persona; se lo comunicaremos.
`,
    },
    hi: {
      subject: 'दावे <%= it.claimId %> में अपील की गई है',
      text: `नमस्ते,

दूसरे पक्ष ने दावे <%= it.claimId %> ("<%= it.serviceTitle %>", ऑर्डर <%= it.orderId %>) के निर्णय पर अपील की है। अब कोई दूसरा व्यक्ति निर्णय करेगा; आपको बताया जाएगा।
`,
    },
  },
};
