import type { Template } from './template.ts';

/** To the customer: the provider did not come; what now is theirs to choose. */
export const noShowChoice: Template = {
  purposes: ['NOTICE', 'REMINDER'],
  variables: { customerName: 'text', orderId: 'id', serviceTitle: 'text', appointmentStart: 'instant' },
  wording: {
    en: {
      subject: 'We are sorry: nobody came for order <%= it.orderId %>',
      text: `Hello <%= it.customerName %>,

we are sorry: the provider did not come to your appointment for "<%= it.serviceTitle %>" (order <%= it.orderId %>) on
<%= it.appointmentStart %>.

Please choose what suits you: another time, or cancelling the order. Both are free of charge.
`,
    },
    es: {
      subject: 'Lo sentimos: nadie acudió a su cita del pedido <%= it.orderId %>',
      text: `Hola, <%= it.customerName %>:

Lo sentimos: el profesional no acudió a su cita para «<%= it.serviceTitle %>» (pedido <%= it.orderId %>), prevista para:
<%= it.appointmentStart %>.

Elija lo que prefiera: otra hora o cancelar el pedido. Ambas opciones son gratuitas.
`,
    },
    hi: {
      subject: 'हमें खेद है: ऑर्डर <%= it.orderId %> के लिए कोई नहीं आया',
      text: `नमस्ते <%= it.customerName %>,

हमें खेद है: "<%= it.serviceTitle %>" (ऑर्डर <%= it.orderId %>) के लिए सेवा प्रदाता आपके अपॉइंटमेंट पर नहीं पहुँचे। अपॉइंटमेंट का समय था:
<%= it.appointmentStart %>

कृपया अपनी सुविधा के अनुसार चुनें: दूसरा समय, या ऑर्डर रद्द करना। दोनों निःशुल्क हैं।
`,
    },
  },
};
