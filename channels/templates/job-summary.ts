import type { Template } from './template.ts';

/** To the customer at completion: what was done, and how long the guarantee can be used. */
export const jobSummary: Template = {
  purposes: ['JOB_SUMMARY'],
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
      subject: 'Summary of your service: <%= it.serviceTitle %>',
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
<% if (it.closesAt) { %>
If something is not as agreed, please tell us first. A guarantee claim can be made before <%= it.closesAt %>.
<% } else { %>
No guarantee programme applies to this order. If something is not as agreed, please tell us all the same.
<% } %>

You can reach us through the messages of your order on the marketplace; please name order <%= it.orderId %>.
`,
    },
    es: {
      subject: 'Resumen de su servicio: <%= it.serviceTitle %>',
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
<% if (it.closesAt) { %>
Si algo no es como se acordó, le rogamos que nos lo comunique primero. Puede presentar una reclamación de garantía antes de: <%= it.closesAt %>.
<% } else { %>
A este pedido no se le aplica ningún programa de garantía. Si algo no es como se acordó, le rogamos que nos lo comunique igualmente.
<% } %>

Puede contactarnos a través de los mensajes de su pedido en el sitio de compra; por favor, indique el pedido <%= it.orderId %>.
`,
    },
    hi: {
      subject: 'आपकी सेवा का सारांश: <%= it.serviceTitle %>',
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
<% if (it.closesAt) { %>
यदि कुछ तय की गई बात के अनुसार नहीं है, तो कृपया पहले हमें बताएँ। गारंटी का दावा इस समय से पहले किया जा सकता है: <%= it.closesAt %>।
<% } else { %>
इस ऑर्डर पर कोई गारंटी कार्यक्रम लागू नहीं है। फिर भी यदि कुछ तय की गई बात के अनुसार नहीं है, तो कृपया हमें बताएँ।
<% } %>

आप मार्केटप्लेस पर अपने ऑर्डर के संदेशों के माध्यम से हमसे संपर्क कर सकते हैं; कृपया ऑर्डर <%= it.orderId %> का उल्लेख करें।
`,
    },
  },
};
