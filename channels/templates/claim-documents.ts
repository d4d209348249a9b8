import type { Template } from './template.ts';

/** To the side of a claim that is asked for more documents. */
export const claimDocuments: Template = {
  purposes: ['NOTICE'],
  variables: { orderId: 'id', serviceTitle: 'text', claimId: 'id', documents: 'words', request: 'text' },
  mayBeNone: ['request'],
  wording: {
    en: {
      subject: 'Claim <%= it.claimId %>: please send documents',
      text: `Hello,

for claim <%= it.claimId %> ("<%= it.serviceTitle %>", order <%= it.orderId %>) we need more from you: <%= it.documents %>.
<% if (it.request) { %>

<%= it.request %>
<% } %>

The decision waits until they are here.
`,
    },
    es: {
      subject: 'Reclamación <%= it.claimId %>: envíe documentos, por favor',
      text: `Hola:

Para la reclamación <%= it.claimId %> («<%= it.serviceTitle %>», pedido <%= it.orderId %>) necesitamos más documentos suyos: <%= it.documents %>.
<% if (it.request) { %>

<%= it.request %>
<% } %>

La decisión espera hasta que los recibamos.
`,
    },
    hi: {
      subject: 'दावा <%= it.claimId %>: कृपया दस्तावेज़ भेजें',
      text: `नमस्ते,

दावे <%= it.claimId %> ("<%= it.serviceTitle %>", ऑर्डर <%= it.orderId %>) के लिए हमें आपसे और दस्तावेज़ चाहिए: <%= it.documents %>।
<% if (it.request) { %>

<%= it.request %>
<% } %>

इनके मिलने तक निर्णय रुका रहेगा।
`,
    },
  },
};
