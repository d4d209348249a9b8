import type { Template } from './template.ts';

/**
 * The feedback mail at completion: what was done, an invitation to rate, and, where there is a guarantee programme, the claim
 * link. The link is signed where the mail is sent: it is a credential and stands in no row and no history. A person cannot choose
 * this letter (they have `job-summary`): a link is given by an event of the order alone.
 * Source: Partner Network FAQ, "claim link provided in the feedback e-mail" and "leave ratings and reviews".
 */
export const feedback: Template = {
  purposes: ['NOTICE'],
  variables: {
    customerName: 'text',
    orderId: 'id',
    serviceTitle: 'text',
    workDone: 'text',
    notesCount: 'number',
    notes: 'text',
    closesAt: 'instant',
  },
  mayBeNone: ['workDone', 'notes', 'closesAt'],
  wording: {
    en: {
      subject: 'How was your service? <%= it.serviceTitle %>',
      text: `Hello <%= it.customerName %>,

your service "<%= it.serviceTitle %>" (order <%= it.orderId %>) is complete.
<% if (it.workDone) { %>
What was done:
<%= it.workDone %>
<% } %>
<% if (it.notes) { %>
Notes on the job (<%= it.notesCount %>):
<%= it.notes %>
<% } else { %>
There are no notes on the job.
<% } %>

Please rate the service with your order on the marketplace: one to five stars, and a few words if you like.
<% if (it.closesAt) { %>
If something is not as agreed, please tell us first. A guarantee claim can be made before <%= it.closesAt %>.
<% } else { %>
No guarantee programme applies to this order. If something is not as agreed, please tell us all the same.
<% } %>
`,
      link: {
        lead: 'Make a claim here:',
        after: `You can reach us through the messages of your order on the marketplace; please name order <%= it.orderId %>.
`,
      },
    },
    es: {
      subject: '¿Qué tal su servicio? <%= it.serviceTitle %>',
      text: `Hola, <%= it.customerName %>:

Su servicio «<%= it.serviceTitle %>» (pedido <%= it.orderId %>) ha finalizado.
<% if (it.workDone) { %>
Trabajo realizado:
<%= it.workDone %>
<% } %>
<% if (it.notes) { %>
Notas sobre el trabajo (<%= it.notesCount %>):
<%= it.notes %>
<% } else { %>
No hay notas sobre el trabajo.
<% } %>

Le invitamos a valorar el servicio en su pedido del sitio de compra: de una a cinco estrellas y, si lo desea, unas palabras.
<% if (it.closesAt) { %>
Si algo no es como se acordó, le rogamos que nos lo comunique primero. Puede presentar una reclamación de garantía antes de: <%= it.closesAt %>.
<% } else { %>
A este pedido no se le aplica ningún programa de garantía. Si algo no es como se acordó, le rogamos que nos lo comunique igualmente.
<% } %>
`,
      link: {
        lead: 'Presente una reclamación aquí:',
        after: `Puede contactarnos a través de los mensajes de su pedido en el sitio de compra; por favor, indique el pedido <%= it.orderId %>.
`,
      },
    },
    hi: {
      subject: 'आपकी सेवा कैसी रही? <%= it.serviceTitle %>',
      text: `नमस्ते <%= it.customerName %>,

आपकी सेवा "<%= it.serviceTitle %>" (ऑर्डर <%= it.orderId %>) पूरी हो गई है।
<% if (it.workDone) { %>
किया गया काम:
<%= it.workDone %>
<% } %>
<% if (it.notes) { %>
काम से जुड़ी टिप्पणियाँ (<%= it.notesCount %>):
<%= it.notes %>
<% } else { %>
काम से जुड़ी कोई टिप्पणी नहीं है।
<% } %>

कृपया मार्केटप्लेस पर अपने ऑर्डर में सेवा को रेट करें: एक से पाँच स्टार, और चाहें तो कुछ शब्द।
<% if (it.closesAt) { %>
यदि कुछ तय की गई बात के अनुसार नहीं है, तो कृपया पहले हमें बताएँ। गारंटी का दावा इस समय से पहले किया जा सकता है: <%= it.closesAt %>।
<% } else { %>
इस ऑर्डर पर कोई गारंटी कार्यक्रम लागू नहीं है। फिर भी यदि कुछ तय की गई बात के अनुसार नहीं है, तो कृपया हमें बताएँ।
<% } %>
`,
      link: {
        lead: 'दावा यहाँ करें:',
        after: `आप मार्केटप्लेस पर अपने ऑर्डर के संदेशों के माध्यम से हमसे संपर्क कर सकते हैं; कृपया ऑर्डर <%= it.orderId %> का उल्लेख करें।
`,
      },
    },
  },
};
