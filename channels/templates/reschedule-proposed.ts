import type { Template } from './template.ts';

/** To the counterpart of a reschedule that they have not agreed to yet. */
export const rescheduleProposed: Template = {
  purposes: ['NOTICE', 'APPOINTMENT', 'REMINDER'],
  variables: { orderId: 'id', serviceTitle: 'text', appointmentStart: 'instant' },
  wording: {
    en: {
      subject: 'A new time is proposed for order <%= it.orderId %>',
      text: `Hello,

a new time is proposed for the visit "<%= it.serviceTitle %>" (order <%= it.orderId %>):
<%= it.appointmentStart %>

This time is not agreed yet. You may accept it, choose another time, or cancel the order free of charge.
`,
    },
    es: {
      subject: 'Se propone una nueva hora para el pedido <%= it.orderId %>',
      text: `Hola:

Se propone una nueva hora para la visita «<%= it.serviceTitle %>» (pedido <%= it.orderId %>):
<%= it.appointmentStart %>

Esta hora todavía no está acordada. Puede aceptarla, elegir otra o cancelar el pedido sin coste alguno.
`,
    },
    hi: {
      subject: 'ऑर्डर <%= it.orderId %> के लिए नया समय प्रस्तावित है',
      text: `नमस्ते,

विज़िट "<%= it.serviceTitle %>" (ऑर्डर <%= it.orderId %>) के लिए नया समय प्रस्तावित है:
<%= it.appointmentStart %>

इस समय पर अभी सहमति नहीं हुई है। आप इसे स्वीकार कर सकते हैं, कोई दूसरा समय चुन सकते हैं, या ऑर्डर निःशुल्क रद्द कर सकते हैं।
`,
    },
  },
};
