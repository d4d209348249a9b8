// Written by scripts/api-types.ts from the served OpenAPI document: change the routes, then run it again.
// Problems are left out of each route's answers: there is one form of them, and the client throws it.

export interface paths {
  "/v1/orders": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Orders by what they wait for, newest first unless sorted otherwise. */
    get: operations["listOrders"];
    put?: never;
    /** Create an order. It never waits for a worker. */
    post: operations["createOrder"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/orders/{orderId}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** All that an agent needs in one read. */
    get: operations["getOrder"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/orders/{orderId}/timeline": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Every event of the order, hash-chained, and what became of its messages. */
    get: operations["getTimeline"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/orders/{orderId}/actions": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What this caller can do now, what keeps the rest from being possible, and a JSON Schema of each body. */
    get: operations["getActions"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/orders/{orderId}/completion-check": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Whether the order may be completed, by the function that the command itself uses. */
    get: operations["getCompletionCheck"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/orders/{orderId}/fees": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The fees of the order, each with the caller's own entries in the ledger; the desk's has all. */
    get: operations["getFees"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/orders/{orderId}/cancellation-quotes": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** What cancelling would cost now; changes nothing. */
    post: operations["quoteCancellation"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/orders/{orderId}/commands/schedule": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Make the first appointment.
     * @description Given by: system, customer, provider, support, or support with onBehalfOf. From: REQUESTED.
     */
    post: operations["schedule"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/orders/{orderId}/commands/reschedule": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Move the visit to another time.
     * @description Given by: customer, provider, support, or support with onBehalfOf. From: SCHEDULED, ON_SITE, IN_PROGRESS, WORK_FINISHED.
     */
    post: operations["reschedule"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/orders/{orderId}/commands/accept-reschedule": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Agree to the new time of the visit.
     * @description Given by: customer, provider, support, or support with onBehalfOf. From: SCHEDULED.
     */
    post: operations["acceptReschedule"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/orders/{orderId}/commands/amend": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Correct the address, the scope or the language before the visit.
     * @description Given by: customer, support, system, or support with onBehalfOf. From: REQUESTED, SCHEDULED.
     */
    post: operations["amend"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/orders/{orderId}/commands/reassign-provider": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Give the order to another provider.
     * @description Given by: support. From: REQUESTED, SCHEDULED, ON_SITE.
     */
    post: operations["reassignProvider"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/orders/{orderId}/commands/assign-technicians": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Say who comes.
     * @description Given by: provider, support, or support with onBehalfOf. From: SCHEDULED, ON_SITE.
     */
    post: operations["assignTechnicians"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/orders/{orderId}/commands/arrive": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * The technicians are on site.
     * @description Given by: provider, or support with onBehalfOf. From: SCHEDULED.
     */
    post: operations["arrive"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/orders/{orderId}/commands/record-inspection": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Record what was found before the work, with the buyer present.
     * @description Given by: provider, or support with onBehalfOf. From: ON_SITE.
     */
    post: operations["recordInspection"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/orders/{orderId}/commands/start-work": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Start the work.
     * @description Given by: provider, or support with onBehalfOf. From: SCHEDULED, ON_SITE.
     */
    post: operations["startWork"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/orders/{orderId}/commands/report-guardian": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Say whether a parent or guardian of the minor is present.
     * @description Given by: provider, support, or support with onBehalfOf. From: ON_SITE, IN_PROGRESS, WORK_FINISHED.
     */
    post: operations["reportGuardian"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/orders/{orderId}/commands/finish-work": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * The work is done; scope and quality are checked with the customer next.
     * @description Given by: provider, or support with onBehalfOf. From: IN_PROGRESS.
     */
    post: operations["finishWork"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/orders/{orderId}/commands/resume-work": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Go on with the work; what was checked and signed has to be given again.
     * @description Given by: provider, or support with onBehalfOf. From: WORK_FINISHED.
     */
    post: operations["resumeWork"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/orders/{orderId}/commands/report-defect": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Report a defect; the order is held until support has decided.
     * @description Given by: provider, or support with onBehalfOf. From: ON_SITE, IN_PROGRESS, WORK_FINISHED.
     */
    post: operations["reportDefect"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/orders/{orderId}/commands/contact-support": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Ask support for guidance on a defect.
     * @description Given by: provider, or support with onBehalfOf. From: SCHEDULED, ON_SITE, IN_PROGRESS, WORK_FINISHED.
     */
    post: operations["contactSupport"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/orders/{orderId}/commands/decide-hold": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Decide how a defect hold goes on.
     * @description Given by: support. From: SCHEDULED, ON_SITE, IN_PROGRESS, WORK_FINISHED.
     */
    post: operations["decideHold"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/orders/{orderId}/commands/confirm-scope": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Go through the scope of work with the customer.
     * @description Given by: provider, or support with onBehalfOf. From: WORK_FINISHED.
     */
    post: operations["confirmScope"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/orders/{orderId}/commands/add-job-note": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Write a job note.
     * @description Given by: provider, support, or support with onBehalfOf. From: REQUESTED, SCHEDULED, ON_SITE, IN_PROGRESS, WORK_FINISHED, COMPLETED.
     */
    post: operations["addJobNote"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/orders/{orderId}/commands/sign-off": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Record the signature of the customer.
     * @description Given by: provider, customer. From: WORK_FINISHED.
     */
    post: operations["signOff"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/orders/{orderId}/commands/waive": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Waive the signature, the scope check or the notes.
     * @description Given by: supervisor. From: SCHEDULED, ON_SITE, IN_PROGRESS, WORK_FINISHED.
     */
    post: operations["waive"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/orders/{orderId}/commands/complete": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Complete the order.
     * @description Given by: provider, support, or support with onBehalfOf. From: REQUESTED, SCHEDULED, ON_SITE, IN_PROGRESS, WORK_FINISHED.
     */
    post: operations["complete"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/orders/{orderId}/commands/cancel": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Cancel the order.
     * @description Given by: customer, provider, support, system, or support with onBehalfOf. From: REQUESTED, SCHEDULED, ON_SITE, IN_PROGRESS, WORK_FINISHED.
     */
    post: operations["cancel"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/orders/{orderId}/commands/decide-fee": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Post or waive a proposed fee.
     * @description Given by: supervisor. From: CANCELLED.
     */
    post: operations["decideFee"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/orders/{orderId}/commands/attribute": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Correct who caused a reschedule or the cancellation.
     * @description Given by: support. From: SCHEDULED, ON_SITE, IN_PROGRESS, WORK_FINISHED, COMPLETED, CLOSED, CANCELLED.
     */
    post: operations["attribute"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/orders/{orderId}/commands/raise-issue": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Tell the provider that something is not as agreed.
     * @description Given by: customer, system, support, or support with onBehalfOf. From: COMPLETED, CLOSED.
     */
    post: operations["raiseIssue"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/orders/{orderId}/commands/resend-claim-link": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Send the feedback mail with the claim link again.
     * @description Given by: support. From: COMPLETED.
     */
    post: operations["resendClaimLink"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/orders/{orderId}/commands/rate": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Rate the service.
     * @description Given by: customer, system. From: COMPLETED, CLOSED.
     */
    post: operations["rate"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/orders/{orderId}/commands/advance-clock": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Move the test clock of a sandbox order forward.
     * @description Given by: system. From: REQUESTED, SCHEDULED, ON_SITE, IN_PROGRESS, WORK_FINISHED, COMPLETED, CLOSED, CANCELLED.
     */
    post: operations["advanceClock"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/orders/{orderId}/commands": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Give several commands at once: all are accepted or none. */
    post: operations["giveCommands"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/commands/{commandId}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** How a command ended, or that it is still to be decided. */
    get: operations["getCommand"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/orders/{orderId}/claim-eligibility": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Whether a claim can be made, with every condition, the fact behind it and what would fix it. */
    get: operations["getClaimEligibility"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/orders/{orderId}/claims": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** File a claim. Its receipt alone decides whether it was in time, whenever it is judged. */
    post: operations["fileClaim"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/claims": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Claims, newest first. */
    get: operations["listClaims"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/claims/{claimId}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** All of a claim in one read. */
    get: operations["getClaim"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/claims/{claimId}/timeline": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Every event of the claim, in a hash chain of its own. */
    get: operations["getClaimTimeline"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/reports/claims": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Open claims by state and age, decided ones by outcome, days to the decision, exceptions. */
    get: operations["getClaimReport"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/claims/{claimId}/commands/respond": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Answer the claim.
     * @description Given by: provider, or support with onBehalfOf. From: AWAITING_PARTNER.
     */
    post: operations["claimRespond"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/claims/{claimId}/commands/investigate": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Take the case.
     * @description Given by: support. From: AWAITING_PARTNER, INVESTIGATING.
     */
    post: operations["claimInvestigate"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/claims/{claimId}/commands/request-documents": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Ask one side for more documents.
     * @description Given by: support. From: AWAITING_PARTNER, INVESTIGATING, APPEALED.
     */
    post: operations["claimRequestDocuments"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/claims/{claimId}/commands/submit-documents": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Add documents to the claim.
     * @description Given by: customer, system, provider, or support with onBehalfOf. From: AWAITING_PARTNER, INVESTIGATING, APPEALED.
     */
    post: operations["claimSubmitDocuments"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/claims/{claimId}/commands/decide": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Decide the claim.
     * @description Given by: support. From: INVESTIGATING, DECIDED.
     */
    post: operations["claimDecide"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/claims/{claimId}/commands/confirm-decision": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Confirm a decision above the limit.
     * @description Given by: supervisor. From: INVESTIGATING, DECIDED.
     */
    post: operations["claimConfirmDecision"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/claims/{claimId}/commands/appeal": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Appeal against the decision.
     * @description Given by: customer, system, provider, or support with onBehalfOf. From: DECIDED, SETTLED.
     */
    post: operations["claimAppeal"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/claims/{claimId}/commands/decide-appeal": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Decide the appeal.
     * @description Given by: supervisor. From: APPEALED.
     */
    post: operations["claimDecideAppeal"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/claims/{claimId}/commands/settle": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Say that the refund was paid.
     * @description Given by: customer, system, provider, support, or support with onBehalfOf. From: DECIDED.
     */
    post: operations["claimSettle"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/claims/{claimId}/commands/withdraw": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Take the claim back.
     * @description Given by: customer, system, or support with onBehalfOf. From: AWAITING_PARTNER, INVESTIGATING.
     */
    post: operations["claimWithdraw"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/orders/{orderId}/claim-links": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Which letters carried a claim link, and when links were revoked; oldest first. Never the link itself. */
    get: operations["getClaimLinks"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/orders/{orderId}/claim-links/revoke": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** End every claim link that the order has given. `resend-claim-link` gives a new one. */
    post: operations["revokeClaimLinks"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/documents": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Announce a document by size, type and hash; its bytes follow to `uploadUrl`. */
    post: operations["announceDocument"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/documents/{documentId}/content": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The bytes of a document, always as a download. */
    get: operations["downloadDocument"];
    /** The bytes of a document: kept only where size, hash and the type that they show are as announced. */
    put: operations["uploadDocument"];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/documents/{documentId}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What is known of a document, for those who may see its order. */
    get: operations["getDocument"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/orders/{orderId}/evidence-pack": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * All that is on record about the order, with a manifest of hashes that can be checked offline.
     * @description A record; it guarantees no outcome. `npm run verify-pack -- FILE` checks it.
     */
    get: operations["getEvidencePack"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/orders/{orderId}/messages": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The conversation of the order; blocked attempts for support only. */
    get: operations["getMessages"];
    put?: never;
    /** Write to the customer; a customer's message is inbound and never blocked. */
    post: operations["sendMessage"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/orders/{orderId}/messages/check": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** What would speak against a message; sends nothing. */
    post: operations["checkMessage"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/providers/{providerId}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A provider as it was registered. */
    get: operations["getProvider"];
    /** Register a provider with its technicians, or replace what is known of it. */
    put: operations["putProvider"];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/events": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The events of all orders that the caller sees, in order.
     * @description Go on with `after` = `nextCursor`, or, at the end of what there is, the `cursor` of the last item.
     */
    get: operations["getEvents"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/ledger/accounts": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The balance of every account; all of them sum to zero in each currency. */
    get: operations["getLedgerAccounts"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/policies": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Every published version of every policy pack. */
    get: operations["getPolicies"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/policies/{policyId}/{version}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One version: reason codes, windows, amounts, and the policy in words a customer can read. */
    get: operations["getPolicy"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/imports/service-jobs": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Make or update orders from service jobs; each that cannot be taken is reported with the reason.
     * @description Repeating an import changes nothing, with an Idempotency-Key or without.
     */
    post: operations["importServiceJobs"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/orders/{orderId}/service-job": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The order in the form of Amazon's Services v1. */
    get: operations["getServiceJob"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/orders/{orderId}/workflow": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Whether the workflow of the order gets on. */
    get: operations["getOrderWorkflow"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/orders/{orderId}/workflow/restart": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Start the workflow of the order again from the store: for one that stands still, or differs from the store. */
    post: operations["restartOrderWorkflow"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/claims/{claimId}/workflow": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Whether the workflow of the claim gets on. */
    get: operations["getClaimWorkflow"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/claims/{claimId}/workflow/restart": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Start the workflow of the claim again from the store. */
    post: operations["restartClaimWorkflow"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/livez": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Whether the process runs. */
    get: operations["livez"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/startupz": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Whether the process has started. */
    get: operations["startupz"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/readyz": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Whether orders can be served. */
    get: operations["readyz"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/metrics": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Counters for Prometheus; in a deployment on a port of their own (METRICS_PORT), and here 404. */
    get: operations["metrics"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/openapi.json": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** This document. */
    get: operations["openapi"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    Order: {
      orderId: string;
      version: number;
      /** @enum {string} */
      state: "REQUESTED" | "SCHEDULED" | "ON_SITE" | "IN_PROGRESS" | "WORK_FINISHED" | "COMPLETED" | "CLOSED" | "CANCELLED";
      policy: {
        id: string;
        version: string;
      } & {
        [key: string]: unknown;
      };
      marketplaceId: string;
      providerId: string;
      customer: {
        [key: string]: unknown;
      };
      scopeOfWork: {
        [key: string]: unknown;
      };
      serviceLocation: {
        [key: string]: unknown;
      };
      /** @description Open ones only. */
      holds: components["schemas"]["Hold"][];
      appointments: components["schemas"]["Appointment"][];
      inspection: {
        [key: string]: unknown;
      } | null;
      defects: {
        [key: string]: unknown;
      }[];
      scopeCheck: {
        [key: string]: unknown;
      } | null;
      signOff: {
        [key: string]: unknown;
      } | null;
      jobNotes: {
        [key: string]: unknown;
      }[];
      cancellation: {
        [key: string]: unknown;
      } | null;
      fees: components["schemas"]["Fee"][];
      claims: {
        [key: string]: unknown;
      }[];
      /**
       * Format: date-time
       * @example 2027-01-15T18:00:00.000Z
       */
      completedAt: string | null;
      claimWindow: ({
        /**
         * Format: date-time
         * @example 2027-01-15T18:00:00.000Z
         */
        opensAt: string;
        /**
         * Format: date-time
         * @example 2027-01-15T18:00:00.000Z
         */
        closesAt: string;
        timeZone: string;
        days: number;
        rule: string;
      } & {
        [key: string]: unknown;
      }) | null;
      waitingFor: components["schemas"]["WaitingFor"][];
      deadlines: components["schemas"]["Deadline"][];
      allowedActions: components["schemas"]["AllowedAction"][];
      /**
       * Format: date-time
       * @example 2027-01-15T18:00:00.000Z
       */
      createdAt: string;
      /**
       * Format: date-time
       * @example 2027-01-15T18:00:00.000Z
       */
      updatedAt: string;
      /**
       * Format: date-time
       * @example 2027-01-15T18:00:00.000Z
       */
      closedAt: string | null;
    } & {
      [key: string]: unknown;
    };
    Hold: {
      holdId: string;
      /** @enum {string} */
      kind: "DEFECT" | "GUARDIAN" | "INCIDENT";
      /**
       * Format: date-time
       * @example 2027-01-15T18:00:00.000Z
       */
      openedAt: string;
      blocks: string[];
    } & {
      [key: string]: unknown;
    };
    Appointment: {
      appointmentId: string;
      /** @enum {string} */
      status: "ACTIVE" | "CANCELLED" | "COMPLETED";
      /**
       * Format: date-time
       * @example 2027-01-15T18:00:00.000Z
       */
      startTime: string;
      durationInMinutes: number;
      technicianIds: string[];
      rescheduledAppointmentId: string | null;
      attributedTo: string | null;
    } & {
      [key: string]: unknown;
    };
    Fee: {
      feeId: string;
      kind: string;
      amount: {
        amountMinor: number;
        currency: string;
      } & {
        [key: string]: unknown;
      };
      /** @enum {string} */
      status: "PROPOSED" | "REVIEW" | "POSTED" | "WAIVED" | "REVERSED";
      rule: string;
    } & {
      [key: string]: unknown;
    };
    WaitingFor: {
      /** @enum {string} */
      who: "CUSTOMER" | "PROVIDER" | "SUPPORT" | "SUPERVISOR" | "SYSTEM";
      what: string;
      /**
       * Format: date-time
       * @example 2027-01-15T18:00:00.000Z
       */
      since: string;
      /**
       * Format: date-time
       * @example 2027-01-15T18:00:00.000Z
       */
      until: string | null;
      then: string;
    } & {
      [key: string]: unknown;
    };
    Deadline: {
      kind: string;
      /**
       * Format: date-time
       * @example 2027-01-15T18:00:00.000Z
       */
      due: string;
      timeZone: string;
      rule: string;
      derivation: string[];
    } & {
      [key: string]: unknown;
    };
    AllowedAction: {
      command: string;
      enabled: boolean;
      unmet: components["schemas"]["Unmet"][];
      summary: string;
      /** @enum {string|null} */
      onBehalfOf: "PROVIDER" | "CUSTOMER" | null;
    } & {
      [key: string]: unknown;
    };
    Unmet: {
      id: string;
      message: string;
      /** @enum {string|null} */
      clearedBy: "CUSTOMER" | "PROVIDER" | "SUPPORT" | "SUPERVISOR" | "SYSTEM" | null;
    } & {
      [key: string]: unknown;
    };
    /** @description RFC 9457. Branch on `code`. */
    Problem: {
      type: string;
      title: string;
      status: number;
      detail: string;
      instance: string;
      code: string;
      requestId: string;
      errors?: ({
        pointer: string;
        message: string;
      } & {
        [key: string]: unknown;
      })[];
      unmet?: components["schemas"]["Unmet"][];
      reasons?: ({
        code: string;
        excerpt: string;
      } & {
        [key: string]: unknown;
      })[];
      conditions?: ({
        id: string;
        verdict: string;
        message: string;
      } & {
        [key: string]: unknown;
      })[];
      /** @description Which command of several was refused, from 0. */
      index?: number;
      decidedBy?: string;
      /**
       * Format: date-time
       * @example 2027-01-15T18:00:00.000Z
       */
      decidedAt?: string;
      changedBy?: string;
      /**
       * Format: date-time
       * @example 2027-01-15T18:00:00.000Z
       */
      changedAt?: string;
    } & {
      [key: string]: unknown;
    };
    NewOrder: {
      /** @example so-1001 */
      orderId?: string;
      marketplaceId: string;
      /** @example so-1001 */
      sellerId?: string;
      /** @enum {string} */
      visitKind?: "SERVICE" | "DELIVERY" | "PICKUP";
      scopeOfWork: {
        title: string;
        requiredSkills?: string[];
        items: {
          /** @example so-1001 */
          itemId: string;
          description: string;
        }[];
      };
      serviceLocation: {
        /** @enum {string} */
        type: "IN_HOME" | "IN_STORE" | "BUSINESS" | "OTHER" | "ONLINE";
        /** @example America/Los_Angeles */
        timeZone: string;
        address?: components["schemas"]["Address"];
      };
      customer: {
        /** @example so-1001 */
        customerId: string;
        name: string;
        /** @example en-US */
        locale: string;
        contact?: components["schemas"]["Contact"];
      };
      /** @example so-1001 */
      providerId: string;
      price?: components["schemas"]["Money"];
      agreedTerms?: {
        /** @example doc-1001 */
        documentId: string;
        remedies: ("REDO" | "REFUND")[];
      };
      products?: {
        /** @example so-1001 */
        productId: string;
        title: string;
        quantity: number;
      }[];
      appointment?: {
        /**
         * Format: date-time
         * @example 2027-01-15T10:00:00-08:00
         */
        startTime: string;
        durationInMinutes: number;
      };
      /** @description Attaches a test clock. */
      sandbox?: boolean;
    };
    /**
     * @example {
     *       "name": "Dana Reyes",
     *       "addressLine1": "1 Example Street",
     *       "city": "Los Angeles",
     *       "countryCode": "US"
     *     }
     */
    Address: {
      name?: string;
      addressLine1?: string;
      addressLine2?: string;
      addressLine3?: string;
      city?: string;
      county?: string;
      district?: string;
      stateOrRegion?: string;
      postalCode?: string;
      countryCode?: string;
      phone?: string;
    };
    Contact: {
      /** @enum {string} */
      channel: "EMAIL";
      /** @example relay+1@marketplace.example */
      address: string;
    };
    /**
     * @example {
     *       "amountMinor": 12900,
     *       "currency": "USD"
     *     }
     */
    Money: {
      amountMinor: number;
      currency: string;
    };
    OrderSummary: {
      orderId: string;
      version: number;
      /** @enum {string} */
      state: "REQUESTED" | "SCHEDULED" | "ON_SITE" | "IN_PROGRESS" | "WORK_FINISHED" | "COMPLETED" | "CLOSED" | "CANCELLED";
      title: string;
      providerId: string;
      customerId: string;
      holds: {
        [key: string]: unknown;
      }[];
      waitingFor: components["schemas"]["WaitingFor"][];
      nextDeadline: ({
        kind: string;
        /**
         * Format: date-time
         * @example 2027-01-15T18:00:00.000Z
         */
        due: string;
      } & {
        [key: string]: unknown;
      }) | null;
      /**
       * Format: date-time
       * @example 2027-01-15T18:00:00.000Z
       */
      createdAt: string;
      /**
       * Format: date-time
       * @example 2027-01-15T18:00:00.000Z
       */
      updatedAt: string;
    } & {
      [key: string]: unknown;
    };
    TimelineEntry: {
      /** @description Null for a delivery, which is no event of the order. */
      sequence: number | null;
      /**
       * Format: date-time
       * @example 2027-01-15T18:00:00.000Z
       */
      at: string;
      type: string;
      actor: components["schemas"]["Actor"];
      command: string | null;
      because: string[];
    } & {
      [key: string]: unknown;
    };
    Actor: {
      /** @enum {string} */
      role: "system" | "customer" | "provider" | "support" | "supervisor" | "auditor" | "timer";
      id: string;
      onBehalfOf?: {
        /** @enum {string} */
        role: "PROVIDER" | "CUSTOMER";
        id: string;
      } & {
        [key: string]: unknown;
      };
    } & {
      [key: string]: unknown;
    };
    ActionWithSchema: {
      command: string;
      enabled: boolean;
      unmet: components["schemas"]["Unmet"][];
      bodySchema: {
        [key: string]: unknown;
      };
    } & {
      [key: string]: unknown;
    };
    CompletionCheck: {
      passed: boolean;
      requirements: ({
        id: string;
        /** @enum {string} */
        verdict: "PASSED" | "FAILED" | "WAIVED" | "NOT_APPLICABLE";
        message: string;
        evidence: string | null;
        /** @enum {string|null} */
        clearedBy: "CUSTOMER" | "PROVIDER" | "SUPPORT" | "SUPERVISOR" | "SYSTEM" | null;
      } & {
        [key: string]: unknown;
      })[];
    } & {
      [key: string]: unknown;
    };
    CancellationQuote: {
      quoteId: string;
      fee: ({
        amountMinor: number;
        currency: string;
      } & {
        [key: string]: unknown;
      }) | null;
      attributedTo: string;
      rule: string;
      /**
       * Format: date-time
       * @example 2027-01-15T18:00:00.000Z
       */
      expiresAt: string;
    } & {
      [key: string]: unknown;
    };
    /**
     * @example {
     *       "reasonCode": "CUSTOMER_REQUEST"
     *     }
     */
    QuoteRequest: {
      reasonCode: string;
      /** @enum {string} */
      initiatedBy?: "CUSTOMER" | "PROVIDER" | "MARKETPLACE";
      /** @description Support gives the command for somebody who told it by telephone; the timeline names both. */
      onBehalfOf?: {
        /** @enum {string} */
        role: "PROVIDER" | "CUSTOMER";
        /** @example so-1001 */
        id: string;
      };
    };
    CommandAccepted: {
      /** @enum {string} */
      outcome: "ACCEPTED";
      decision: components["schemas"]["Decision"];
      warnings: components["schemas"]["Warning"][];
      /** @description Absent where a repeat comes from a caller who sees the order no more. */
      order?: {
        orderId: string;
        version: number;
        /** @enum {string} */
        state: "REQUESTED" | "SCHEDULED" | "ON_SITE" | "IN_PROGRESS" | "WORK_FINISHED" | "COMPLETED" | "CLOSED" | "CANCELLED";
        policy: {
          id: string;
          version: string;
        } & {
          [key: string]: unknown;
        };
        marketplaceId: string;
        providerId: string;
        customer: {
          [key: string]: unknown;
        };
        scopeOfWork: {
          [key: string]: unknown;
        };
        serviceLocation: {
          [key: string]: unknown;
        };
        /** @description Open ones only. */
        holds: components["schemas"]["Hold"][];
        appointments: components["schemas"]["Appointment"][];
        inspection: {
          [key: string]: unknown;
        } | null;
        defects: {
          [key: string]: unknown;
        }[];
        scopeCheck: {
          [key: string]: unknown;
        } | null;
        signOff: {
          [key: string]: unknown;
        } | null;
        jobNotes: {
          [key: string]: unknown;
        }[];
        cancellation: {
          [key: string]: unknown;
        } | null;
        fees: components["schemas"]["Fee"][];
        claims: {
          [key: string]: unknown;
        }[];
        /**
         * Format: date-time
         * @example 2027-01-15T18:00:00.000Z
         */
        completedAt: string | null;
        claimWindow: ({
          /**
           * Format: date-time
           * @example 2027-01-15T18:00:00.000Z
           */
          opensAt: string;
          /**
           * Format: date-time
           * @example 2027-01-15T18:00:00.000Z
           */
          closesAt: string;
          timeZone: string;
          days: number;
          rule: string;
        } & {
          [key: string]: unknown;
        }) | null;
        waitingFor: components["schemas"]["WaitingFor"][];
        deadlines: components["schemas"]["Deadline"][];
        allowedActions: components["schemas"]["AllowedAction"][];
        /**
         * Format: date-time
         * @example 2027-01-15T18:00:00.000Z
         */
        createdAt: string;
        /**
         * Format: date-time
         * @example 2027-01-15T18:00:00.000Z
         */
        updatedAt: string;
        /**
         * Format: date-time
         * @example 2027-01-15T18:00:00.000Z
         */
        closedAt: string | null;
      } & {
        [key: string]: unknown;
      };
    } & {
      [key: string]: unknown;
    };
    Decision: {
      id: string;
      policyVersion: string;
      because: string[];
    } & {
      [key: string]: unknown;
    };
    Warning: {
      code: string;
      message: string;
    } & {
      [key: string]: unknown;
    };
    CommandPending: {
      /** @enum {string} */
      outcome: "PENDING";
      commandId: string;
    } & {
      [key: string]: unknown;
    };
    BatchAccepted: {
      /** @enum {string} */
      outcome: "ACCEPTED";
      results: ({
        command: string;
        decision: components["schemas"]["Decision"];
        warnings: components["schemas"]["Warning"][];
      } & {
        [key: string]: unknown;
      })[];
      /** @description Absent where a repeat comes from a caller who sees the order no more. */
      order?: {
        orderId: string;
        version: number;
        /** @enum {string} */
        state: "REQUESTED" | "SCHEDULED" | "ON_SITE" | "IN_PROGRESS" | "WORK_FINISHED" | "COMPLETED" | "CLOSED" | "CANCELLED";
        policy: {
          id: string;
          version: string;
        } & {
          [key: string]: unknown;
        };
        marketplaceId: string;
        providerId: string;
        customer: {
          [key: string]: unknown;
        };
        scopeOfWork: {
          [key: string]: unknown;
        };
        serviceLocation: {
          [key: string]: unknown;
        };
        /** @description Open ones only. */
        holds: components["schemas"]["Hold"][];
        appointments: components["schemas"]["Appointment"][];
        inspection: {
          [key: string]: unknown;
        } | null;
        defects: {
          [key: string]: unknown;
        }[];
        scopeCheck: {
          [key: string]: unknown;
        } | null;
        signOff: {
          [key: string]: unknown;
        } | null;
        jobNotes: {
          [key: string]: unknown;
        }[];
        cancellation: {
          [key: string]: unknown;
        } | null;
        fees: components["schemas"]["Fee"][];
        claims: {
          [key: string]: unknown;
        }[];
        /**
         * Format: date-time
         * @example 2027-01-15T18:00:00.000Z
         */
        completedAt: string | null;
        claimWindow: ({
          /**
           * Format: date-time
           * @example 2027-01-15T18:00:00.000Z
           */
          opensAt: string;
          /**
           * Format: date-time
           * @example 2027-01-15T18:00:00.000Z
           */
          closesAt: string;
          timeZone: string;
          days: number;
          rule: string;
        } & {
          [key: string]: unknown;
        }) | null;
        waitingFor: components["schemas"]["WaitingFor"][];
        deadlines: components["schemas"]["Deadline"][];
        allowedActions: components["schemas"]["AllowedAction"][];
        /**
         * Format: date-time
         * @example 2027-01-15T18:00:00.000Z
         */
        createdAt: string;
        /**
         * Format: date-time
         * @example 2027-01-15T18:00:00.000Z
         */
        updatedAt: string;
        /**
         * Format: date-time
         * @example 2027-01-15T18:00:00.000Z
         */
        closedAt: string | null;
      } & {
        [key: string]: unknown;
      };
    } & {
      [key: string]: unknown;
    };
    /**
     * @example {
     *       "commands": [
     *         {
     *           "command": "arrive",
     *           "occurredAt": "2027-01-15T10:02:00-08:00"
     *         }
     *       ]
     *     }
     */
    CommandBatch: {
      commands: {
        /** @enum {string} */
        command: "schedule" | "reschedule" | "accept-reschedule" | "amend" | "reassign-provider" | "assign-technicians" | "arrive" | "record-inspection" | "start-work" | "report-guardian" | "finish-work" | "resume-work" | "report-defect" | "contact-support" | "decide-hold" | "confirm-scope" | "add-job-note" | "sign-off" | "waive" | "complete" | "cancel" | "decide-fee" | "attribute" | "raise-issue" | "resend-claim-link" | "rate" | "advance-clock";
        /** @description The body that the command takes alone. */
        body?: {
          [key: string]: unknown;
        };
        /**
         * Format: date-time
         * @description The device's word on when it happened; decisions go by the server's time.
         * @example 2027-01-15T10:00:00-08:00
         */
        occurredAt?: string;
      }[];
    };
    /** @description With the same members that the command itself would have been answered with. */
    CommandStatus: {
      /** @enum {string} */
      outcome: "PENDING" | "ACCEPTED" | "REFUSED";
      commandId: string;
    } & {
      [key: string]: unknown;
    };
    ClaimEligibility: {
      /** @enum {string} */
      eligible: "YES" | "NO" | "REQUIRES_ACTION";
      /** Format: date-time */
      closesAt: string | null;
      conditions: components["schemas"]["ClaimCondition"][];
    } & {
      [key: string]: unknown;
    };
    ClaimCondition: {
      id: string;
      /** @enum {string} */
      verdict: "PASSED" | "FAILED" | "REQUIRES_ACTION" | "NOT_APPLICABLE";
      message: string;
      fact: {
        [key: string]: unknown;
      };
      fix?: string;
    } & {
      [key: string]: unknown;
    };
    Claim: {
      claimId: string;
      orderId: string;
      version: number;
      /** @enum {string} */
      state: "SUBMITTED" | "AWAITING_PARTNER" | "INVESTIGATING" | "DECIDED" | "APPEALED" | "SETTLED" | "CLOSED" | "WITHDRAWN";
      programme: string;
      claimant: {
        /** @enum {string} */
        role: "CUSTOMER" | "SELLER";
        id: string;
      } & {
        [key: string]: unknown;
      };
      decision: components["schemas"]["ClaimDecision"];
      waitingFor: {
        [key: string]: unknown;
      }[];
      deadlines: {
        [key: string]: unknown;
      }[];
      allowedActions: {
        [key: string]: unknown;
      }[];
      /** Format: date-time */
      receivedAt: string;
      /** Format: date-time */
      updatedAt: string;
      /** Format: date-time */
      endedAt: string | null;
    } & {
      [key: string]: unknown;
    };
    ClaimDecision: ({
      /** @enum {string} */
      outcome: "APPROVED" | "PARTIAL" | "DENIED";
      /** @enum {string} */
      remedy: "REDO" | "REFUND" | "NONE";
      amount: ({
        amountMinor: number;
        currency: string;
      } & {
        [key: string]: unknown;
      }) | null;
      reason: string | null;
      decidedBy: string;
      /** Format: date-time */
      at: string;
    } & {
      [key: string]: unknown;
    }) | null;
    /** @description It is kept with its time of receipt, which alone decides whether it was in time. */
    ClaimPending: {
      /** @enum {string} */
      outcome: "PENDING";
      commandId: string;
      /** Format: date-time */
      receivedAt: string;
    } & {
      [key: string]: unknown;
    };
    /**
     * @example {
     *       "claimant": {
     *         "role": "CUSTOMER",
     *         "id": "cus-1"
     *       },
     *       "description": "The TV hangs at an angle.",
     *       "raisedWithPartner": {
     *         "at": "2027-01-16T09:00:00-08:00",
     *         "channel": "PHONE",
     *         "outcome": "NO_ANSWER"
     *       },
     *       "desiredRemedy": "REDO"
     *     }
     */
    NewClaim: {
      /** @example so-1001 */
      claimId?: string;
      claimant: {
        /** @enum {string} */
        role: "CUSTOMER" | "SELLER";
        /** @example so-1001 */
        id: string;
        name?: string;
      };
      partnerName?: string;
      /** @example doc-1001 */
      receiptDocumentId?: string;
      agreedScope?: string;
      description: string;
      raisedWithPartner?: {
        /**
         * Format: date-time
         * @example 2027-01-15T10:00:00-08:00
         */
        at: string;
        channel: string;
        /** @enum {string} */
        outcome: "UNRESOLVED" | "NO_ANSWER";
      };
      /** @enum {string} */
      desiredRemedy: "REDO" | "REFUND";
      documentIds?: string[];
      /** @description A supervisor admits a late claim; lifts `window.open` alone. */
      exception?: {
        reason: string;
      };
      /** @description Support gives the command for somebody who told it by telephone; the timeline names both. */
      onBehalfOf?: {
        /** @enum {string} */
        role: "PROVIDER" | "CUSTOMER";
        /** @example so-1001 */
        id: string;
      };
    };
    ClaimSummary: {
      claimId: string;
      orderId: string;
      /** @enum {string} */
      state: "SUBMITTED" | "AWAITING_PARTNER" | "INVESTIGATING" | "DECIDED" | "APPEALED" | "SETTLED" | "CLOSED" | "WITHDRAWN";
      /** Format: date-time */
      receivedAt: string;
      waitingFor: {
        [key: string]: unknown;
      }[];
    } & {
      [key: string]: unknown;
    };
    ClaimTimelineEntry: {
      sequence: number;
      /** Format: date-time */
      at: string;
      type: string;
      because: string[];
    } & {
      [key: string]: unknown;
    };
    ClaimReport: {
      open: ({
        state: string;
        claims: number;
        late: number;
        oldestDays: number;
      } & {
        [key: string]: unknown;
      })[];
      decided: ({
        programme: string;
        outcome: string;
        claims: number;
      } & {
        [key: string]: unknown;
      })[];
      daysToDecision: {
        p50: number | null;
        p90: number | null;
      } & {
        [key: string]: unknown;
      };
      exceptions: number;
      withdrawn: number;
    } & {
      [key: string]: unknown;
    };
    ClaimCommandAccepted: {
      /** @enum {string} */
      outcome: "ACCEPTED";
      decision: {
        [key: string]: unknown;
      };
      warnings: {
        [key: string]: unknown;
      }[];
      claim: components["schemas"]["Claim"];
    } & {
      [key: string]: unknown;
    };
    ClaimLink: {
      number: number;
      /** @enum {string} */
      change: "GIVEN" | "REVOKED";
      /**
       * Format: date-time
       * @example 2027-01-15T18:00:00.000Z
       */
      at: string;
      /** @description The letter that carried it; null for a revocation. */
      messageId: string | null;
      /** @description A later link, or a revocation, ends those before it. */
      isNewest: boolean;
      by: components["schemas"]["Actor"] & (Record<string, never> | null);
      reason: string | null;
    } & {
      [key: string]: unknown;
    };
    ClaimLinksRevoked: {
      number: number;
      /**
       * Format: date-time
       * @example 2027-01-15T18:00:00.000Z
       */
      revokedAt: string;
    } & {
      [key: string]: unknown;
    };
    /**
     * @example {
     *       "reason": "It was forwarded to a stranger."
     *     }
     */
    Reason: {
      reason: string;
    };
    DocumentAnnounced: {
      documentId: string;
      uploadUrl: string;
    } & {
      [key: string]: unknown;
    };
    /**
     * @example {
     *       "kind": "RECEIPT",
     *       "contentType": "application/pdf",
     *       "contentLength": 48213,
     *       "sha256": "0000000000000000000000000000000000000000000000000000000000000000"
     *     }
     */
    NewDocument: {
      /** @enum {string} */
      kind: "RECEIPT" | "SCOPE" | "PHOTO" | "VIDEO" | "SIGNATURE" | "OTHER";
      contentType: string;
      contentLength: number;
      sha256: string;
      /** @example so-1001 */
      orderId?: string;
    };
    Document: {
      documentId: string;
      /** @enum {string} */
      kind: "RECEIPT" | "SCOPE" | "PHOTO" | "VIDEO" | "SIGNATURE" | "OTHER";
      contentType: string;
      contentLength: number;
      sha256: string;
      orderId: string | null;
      /** @enum {string} */
      state: "AWAITING_UPLOAD" | "STORED";
      /** @description A claim of its order is open. */
      locked: boolean;
      uploadedBy: {
        role: string;
        id: string;
      } & {
        [key: string]: unknown;
      };
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      storedAt: string | null;
      contentUrl: string;
    } & {
      [key: string]: unknown;
    };
    MessageTaken: {
      messageId: string;
      status: string;
    } & {
      [key: string]: unknown;
    };
    /**
     * @example {
     *       "purpose": "QUESTION",
     *       "text": "Is there a lift in the building?"
     *     }
     */
    NewMessage: {
      /** @enum {string} */
      purpose: "APPOINTMENT" | "DEFECT_CONFIRMATION" | "JOB_SUMMARY" | "QUESTION" | "ANSWER" | "HOLDING_REPLY" | "CLAIM" | "INCIDENT";
      text?: string;
      templateId?: string;
      variables?: {
        [key: string]: string | number;
      };
      /** @example en-US */
      locale?: string;
      /** @example so-1001 */
      holdId?: string;
      documentIds?: string[];
      /** @description Support gives the command for somebody who told it by telephone; the timeline names both. */
      onBehalfOf?: {
        /** @enum {string} */
        role: "PROVIDER" | "CUSTOMER";
        /** @example so-1001 */
        id: string;
      };
    };
    MessageChecked: {
      allowed: boolean;
      reasons: ({
        code: string;
        excerpt: string;
      } & {
        [key: string]: unknown;
      })[];
    } & {
      [key: string]: unknown;
    };
    Message: {
      messageId: string;
      /** @enum {string} */
      direction: "OUTBOUND" | "INBOUND";
      purpose: string;
      /** @enum {string} */
      status: "QUEUED" | "SENT" | "FAILED" | "BLOCKED" | "RECEIVED";
      /**
       * Format: date-time
       * @example 2027-01-15T18:00:00.000Z
       */
      createdAt: string;
    } & {
      [key: string]: unknown;
    };
    Provider: {
      providerId: string;
      name: string;
      marketplaceIds: string[];
      technicians: {
        [key: string]: unknown;
      }[];
    } & {
      [key: string]: unknown;
    };
    ProviderBody: {
      name: string;
      marketplaceIds: string[];
      contact?: components["schemas"]["Contact"];
      communicationExempt?: {
        documentId: string;
      };
      technicians: {
        /** @example so-1001 */
        technicianId: string;
        name: string;
        backgroundCheck: {
          /** @enum {string} */
          status: "CLEAR" | "PENDING" | "FAILED";
          /**
           * Format: date
           * @example 2027-01-31
           */
          validUntil: string;
        };
        licences: {
          skill: string;
          /**
           * Format: date
           * @example 2027-01-31
           */
          validUntil: string;
        }[];
      }[];
      serviceGuarantee?: {
        enrolled: boolean;
        parameters: {
          name: string;
          value: string | number | boolean;
        }[];
      };
    };
    FeedEntry: {
      /** @description Null for a delivery, which is no event of the order. */
      sequence: number | null;
      /**
       * Format: date-time
       * @example 2027-01-15T18:00:00.000Z
       */
      at: string;
      type: string;
      actor: components["schemas"]["Actor"];
      command: string | null;
      because: string[];
      orderId: string;
      cursor: string;
    } & {
      [key: string]: unknown;
    };
    LedgerAccount: {
      account: string;
      balance: {
        amountMinor: number;
        currency: string;
      } & {
        [key: string]: unknown;
      };
      entries: number;
    } & {
      [key: string]: unknown;
    };
    PolicySummary: {
      id: string;
      version: string;
      effectiveFrom: string;
      marketplaceIds: string[];
    } & {
      [key: string]: unknown;
    };
    Policy: {
      id: string;
      version: string;
      terms: {
        [key: string]: unknown;
      };
      words: {
        [key: string]: unknown;
      }[];
    } & {
      [key: string]: unknown;
    };
    ImportResult: {
      imported: ({
        serviceJobId: string;
        orderId: string;
        /** @enum {string} */
        change: "CREATED" | "UPDATED" | "UNCHANGED";
        warnings: components["schemas"]["Warning"][];
      } & {
        [key: string]: unknown;
      })[];
      refused: ({
        serviceJobId: string | null;
        errors: {
          [key: string]: unknown;
        }[];
      } & {
        [key: string]: unknown;
      })[];
    } & {
      [key: string]: unknown;
    };
    /** @description An answer of Amazon's Services v1 as it came: `payload` is a ServiceJob or `{ jobs: [ServiceJob] }`. */
    ServiceJobs: {
      payload: {
        [key: string]: unknown;
      };
    } & {
      [key: string]: unknown;
    };
    /** @description A service job in the form of Amazon's Services v1. */
    ServiceJob: {
      [key: string]: unknown;
    };
    Workflow: {
      workflowId: string;
      /** @description The last event in the store; everything up to here holds. */
      sequence: number;
      /** @description What only the workflow says, and a restart does not keep; null where it cannot be asked. */
      lost: ({
        sequence: number;
        type: string;
      } & {
        [key: string]: unknown;
      })[] | null;
      /**
       * @description FAILING: its task fails, again and again. FOREIGN: under its id runs what the program did not start.
       * @enum {string}
       */
      state: "RUNNING" | "FAILING" | "FOREIGN" | "ABSENT" | "ENDED";
      /** @description Of the step that it waits for; 0 where it waits for none. */
      attempts: number;
      /**
       * Format: date-time
       * @description Since when it is known to stand still.
       */
      stuckSince: string | null;
      diverged: boolean;
    } & {
      [key: string]: unknown;
    };
    WorkflowRestart: {
      workflowId: string;
      /** @description The last event in the store; everything up to here holds. */
      sequence: number;
      /** @description What only the workflow says, and a restart does not keep; null where it cannot be asked. */
      lost: ({
        sequence: number;
        type: string;
      } & {
        [key: string]: unknown;
      })[] | null;
      /** @description Signals that the new workflow was sent again. */
      signals: number;
      /** @description Commands that waited and are decided now. */
      decided: number;
    } & {
      [key: string]: unknown;
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  listOrders: {
    parameters: {
      query?: {
        state?: "REQUESTED" | "SCHEDULED" | "ON_SITE" | "IN_PROGRESS" | "WORK_FINISHED" | "COMPLETED" | "CLOSED" | "CANCELLED";
        hold?: "DEFECT" | "GUARDIAN" | "INCIDENT";
        waitingFor?: "CUSTOMER" | "PROVIDER" | "SUPPORT" | "SUPERVISOR" | "SYSTEM";
        providerId?: string;
        customerId?: string;
        dueBefore?: string;
        /** @description In the order's id, its title or the customer's name */
        q?: string;
        sort?: "nextDeadline" | "-createdAt";
        /** @description 1 to 100, 25 where absent */
        limit?: string;
        /** @description `nextCursor` of the page before, of the same list */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of orders, in short. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            items: components["schemas"]["OrderSummary"][];
            nextCursor: string | null;
          } & {
            [key: string]: unknown;
          };
        };
      };
    };
  };
  createOrder: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeat with the same key gets the first answer again. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["NewOrder"];
      };
    };
    responses: {
      /** @description The order of this id, which the same body made before. */
      200: {
        headers: {
          Location?: string;
          ETag?: string;
          "Idempotency-Replayed"?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Order"];
        };
      };
      /** @description Created. */
      201: {
        headers: {
          Location?: string;
          ETag?: string;
          "Idempotency-Replayed"?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Order"];
        };
      };
    };
  };
  getOrder: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        orderId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The order as this caller sees it. */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Order"];
        };
      };
    };
  };
  getTimeline: {
    parameters: {
      query?: {
        asOf?: string;
        /** @description 1 to 100, 25 where absent */
        limit?: string;
        /** @description `nextCursor` of the page before, of the same list */
        cursor?: string;
      };
      header?: never;
      path: {
        orderId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of it, oldest first. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            items: components["schemas"]["TimelineEntry"][];
            nextCursor: string | null;
          } & {
            [key: string]: unknown;
          };
        };
      };
    };
  };
  getActions: {
    parameters: {
      query?: {
        /** @description 1 to 100, 25 where absent */
        limit?: string;
        /** @description `nextCursor` of the page before, of the same list */
        cursor?: string;
      };
      header?: never;
      path: {
        orderId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The commands of this caller; 100 where no limit is given. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            items: components["schemas"]["ActionWithSchema"][];
            nextCursor: string | null;
          } & {
            [key: string]: unknown;
          };
        };
      };
    };
  };
  getCompletionCheck: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        orderId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Every requirement and its verdict. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CompletionCheck"];
        };
      };
    };
  };
  getFees: {
    parameters: {
      query?: {
        /** @description 1 to 100, 25 where absent */
        limit?: string;
        /** @description `nextCursor` of the page before, of the same list */
        cursor?: string;
      };
      header?: never;
      path: {
        orderId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of them, oldest first. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            items: components["schemas"]["Fee"][];
            nextCursor: string | null;
          } & {
            [key: string]: unknown;
          };
        };
      };
    };
  };
  quoteCancellation: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeat with the same key gets the first answer again. */
        "Idempotency-Key"?: string;
      };
      path: {
        orderId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["QuoteRequest"];
      };
    };
    responses: {
      /** @description The quote, for `cancel` with its `quoteId`. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CancellationQuote"];
        };
      };
    };
  };
  schedule: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeat with the same key gets the first answer again. */
        "Idempotency-Key"?: string;
        /** @description The version that the order must have: `"v7"`. */
        "If-Match"?: string;
      };
      path: {
        orderId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          /**
           * Format: date-time
           * @example 2027-01-15T10:00:00-08:00
           */
          startTime: string;
          durationInMinutes: number;
          /** @description Support gives the command for somebody who told it by telephone; the timeline names both. */
          onBehalfOf?: {
            /** @enum {string} */
            role: "PROVIDER" | "CUSTOMER";
            /** @example so-1001 */
            id: string;
          };
        };
      };
    };
    responses: {
      /** @description Accepted. */
      200: {
        headers: {
          ETag?: string;
          "Idempotency-Replayed"?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandAccepted"];
        };
      };
      /** @description No worker has decided within 10 s; it is decided when workers return. */
      202: {
        headers: {
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandPending"];
        };
      };
    };
  };
  reschedule: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeat with the same key gets the first answer again. */
        "Idempotency-Key"?: string;
        /** @description The version that the order must have: `"v7"`. */
        "If-Match"?: string;
      };
      path: {
        orderId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          /**
           * Format: date-time
           * @example 2027-01-15T10:00:00-08:00
           */
          startTime: string;
          durationInMinutes: number;
          reasonCode: string;
          /** @enum {string} */
          initiatedBy?: "CUSTOMER" | "PROVIDER" | "MARKETPLACE";
          agreedByCounterpart?: boolean;
          partsRepacked?: boolean;
          /** @description Support gives the command for somebody who told it by telephone; the timeline names both. */
          onBehalfOf?: {
            /** @enum {string} */
            role: "PROVIDER" | "CUSTOMER";
            /** @example so-1001 */
            id: string;
          };
        };
      };
    };
    responses: {
      /** @description Accepted. */
      200: {
        headers: {
          ETag?: string;
          "Idempotency-Replayed"?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandAccepted"];
        };
      };
      /** @description No worker has decided within 10 s; it is decided when workers return. */
      202: {
        headers: {
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandPending"];
        };
      };
    };
  };
  acceptReschedule: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeat with the same key gets the first answer again. */
        "Idempotency-Key"?: string;
        /** @description The version that the order must have: `"v7"`. */
        "If-Match"?: string;
      };
      path: {
        orderId: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": {
          /** @description Support gives the command for somebody who told it by telephone; the timeline names both. */
          onBehalfOf?: {
            /** @enum {string} */
            role: "PROVIDER" | "CUSTOMER";
            /** @example so-1001 */
            id: string;
          };
        };
      };
    };
    responses: {
      /** @description Accepted. */
      200: {
        headers: {
          ETag?: string;
          "Idempotency-Replayed"?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandAccepted"];
        };
      };
      /** @description No worker has decided within 10 s; it is decided when workers return. */
      202: {
        headers: {
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandPending"];
        };
      };
    };
  };
  amend: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeat with the same key gets the first answer again. */
        "Idempotency-Key"?: string;
        /** @description The version that the order must have: `"v7"`. */
        "If-Match"?: string;
      };
      path: {
        orderId: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": {
          address?: components["schemas"]["Address"];
          scopeItems?: {
            /** @example so-1001 */
            itemId: string;
            description: string;
          }[];
          /** @example en-US */
          locale?: string;
          /** @description Support gives the command for somebody who told it by telephone; the timeline names both. */
          onBehalfOf?: {
            /** @enum {string} */
            role: "PROVIDER" | "CUSTOMER";
            /** @example so-1001 */
            id: string;
          };
        };
      };
    };
    responses: {
      /** @description Accepted. */
      200: {
        headers: {
          ETag?: string;
          "Idempotency-Replayed"?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandAccepted"];
        };
      };
      /** @description No worker has decided within 10 s; it is decided when workers return. */
      202: {
        headers: {
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandPending"];
        };
      };
    };
  };
  reassignProvider: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeat with the same key gets the first answer again. */
        "Idempotency-Key"?: string;
        /** @description The version that the order must have: `"v7"`. */
        "If-Match"?: string;
      };
      path: {
        orderId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          /** @example so-1001 */
          providerId: string;
          reason: string;
        };
      };
    };
    responses: {
      /** @description Accepted. */
      200: {
        headers: {
          ETag?: string;
          "Idempotency-Replayed"?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandAccepted"];
        };
      };
      /** @description No worker has decided within 10 s; it is decided when workers return. */
      202: {
        headers: {
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandPending"];
        };
      };
    };
  };
  assignTechnicians: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeat with the same key gets the first answer again. */
        "Idempotency-Key"?: string;
        /** @description The version that the order must have: `"v7"`. */
        "If-Match"?: string;
      };
      path: {
        orderId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          technicianIds: string[];
          /** @description Support gives the command for somebody who told it by telephone; the timeline names both. */
          onBehalfOf?: {
            /** @enum {string} */
            role: "PROVIDER" | "CUSTOMER";
            /** @example so-1001 */
            id: string;
          };
        };
      };
    };
    responses: {
      /** @description Accepted. */
      200: {
        headers: {
          ETag?: string;
          "Idempotency-Replayed"?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandAccepted"];
        };
      };
      /** @description No worker has decided within 10 s; it is decided when workers return. */
      202: {
        headers: {
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandPending"];
        };
      };
    };
  };
  arrive: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeat with the same key gets the first answer again. */
        "Idempotency-Key"?: string;
        /** @description The version that the order must have: `"v7"`. */
        "If-Match"?: string;
      };
      path: {
        orderId: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": {
          /** @description Support gives the command for somebody who told it by telephone; the timeline names both. */
          onBehalfOf?: {
            /** @enum {string} */
            role: "PROVIDER" | "CUSTOMER";
            /** @example so-1001 */
            id: string;
          };
        };
      };
    };
    responses: {
      /** @description Accepted. */
      200: {
        headers: {
          ETag?: string;
          "Idempotency-Replayed"?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandAccepted"];
        };
      };
      /** @description No worker has decided within 10 s; it is decided when workers return. */
      202: {
        headers: {
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandPending"];
        };
      };
    };
  };
  recordInspection: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeat with the same key gets the first answer again. */
        "Idempotency-Key"?: string;
        /** @description The version that the order must have: `"v7"`. */
        "If-Match"?: string;
      };
      path: {
        orderId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          buyerPresent: boolean;
          minorPresent?: boolean;
          guardianPresent?: boolean;
          /** @enum {string} */
          manual: "REVIEWED" | "NOT_PRESENT" | "NOT_APPLICABLE";
          items: {
            name: string;
            /** @enum {string} */
            condition: "OK" | "DAMAGED" | "MISSING" | "DEFECTIVE";
            preventsService?: boolean;
            note?: string;
          }[];
          siteCondition?: string;
          /** @description Support gives the command for somebody who told it by telephone; the timeline names both. */
          onBehalfOf?: {
            /** @enum {string} */
            role: "PROVIDER" | "CUSTOMER";
            /** @example so-1001 */
            id: string;
          };
        };
      };
    };
    responses: {
      /** @description Accepted. */
      200: {
        headers: {
          ETag?: string;
          "Idempotency-Replayed"?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandAccepted"];
        };
      };
      /** @description No worker has decided within 10 s; it is decided when workers return. */
      202: {
        headers: {
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandPending"];
        };
      };
    };
  };
  startWork: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeat with the same key gets the first answer again. */
        "Idempotency-Key"?: string;
        /** @description The version that the order must have: `"v7"`. */
        "If-Match"?: string;
      };
      path: {
        orderId: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": {
          /** @description Support gives the command for somebody who told it by telephone; the timeline names both. */
          onBehalfOf?: {
            /** @enum {string} */
            role: "PROVIDER" | "CUSTOMER";
            /** @example so-1001 */
            id: string;
          };
        };
      };
    };
    responses: {
      /** @description Accepted. */
      200: {
        headers: {
          ETag?: string;
          "Idempotency-Replayed"?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandAccepted"];
        };
      };
      /** @description No worker has decided within 10 s; it is decided when workers return. */
      202: {
        headers: {
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandPending"];
        };
      };
    };
  };
  reportGuardian: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeat with the same key gets the first answer again. */
        "Idempotency-Key"?: string;
        /** @description The version that the order must have: `"v7"`. */
        "If-Match"?: string;
      };
      path: {
        orderId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          present: boolean;
          /** @description Support gives the command for somebody who told it by telephone; the timeline names both. */
          onBehalfOf?: {
            /** @enum {string} */
            role: "PROVIDER" | "CUSTOMER";
            /** @example so-1001 */
            id: string;
          };
        };
      };
    };
    responses: {
      /** @description Accepted. */
      200: {
        headers: {
          ETag?: string;
          "Idempotency-Replayed"?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandAccepted"];
        };
      };
      /** @description No worker has decided within 10 s; it is decided when workers return. */
      202: {
        headers: {
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandPending"];
        };
      };
    };
  };
  finishWork: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeat with the same key gets the first answer again. */
        "Idempotency-Key"?: string;
        /** @description The version that the order must have: `"v7"`. */
        "If-Match"?: string;
      };
      path: {
        orderId: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": {
          /** @description Support gives the command for somebody who told it by telephone; the timeline names both. */
          onBehalfOf?: {
            /** @enum {string} */
            role: "PROVIDER" | "CUSTOMER";
            /** @example so-1001 */
            id: string;
          };
        };
      };
    };
    responses: {
      /** @description Accepted. */
      200: {
        headers: {
          ETag?: string;
          "Idempotency-Replayed"?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandAccepted"];
        };
      };
      /** @description No worker has decided within 10 s; it is decided when workers return. */
      202: {
        headers: {
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandPending"];
        };
      };
    };
  };
  resumeWork: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeat with the same key gets the first answer again. */
        "Idempotency-Key"?: string;
        /** @description The version that the order must have: `"v7"`. */
        "If-Match"?: string;
      };
      path: {
        orderId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          reason: string;
          /** @description Support gives the command for somebody who told it by telephone; the timeline names both. */
          onBehalfOf?: {
            /** @enum {string} */
            role: "PROVIDER" | "CUSTOMER";
            /** @example so-1001 */
            id: string;
          };
        };
      };
    };
    responses: {
      /** @description Accepted. */
      200: {
        headers: {
          ETag?: string;
          "Idempotency-Replayed"?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandAccepted"];
        };
      };
      /** @description No worker has decided within 10 s; it is decided when workers return. */
      202: {
        headers: {
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandPending"];
        };
      };
    };
  };
  reportDefect: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeat with the same key gets the first answer again. */
        "Idempotency-Key"?: string;
        /** @description The version that the order must have: `"v7"`. */
        "If-Match"?: string;
      };
      path: {
        orderId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          description: string;
          cause: string;
          needed: string;
          customerNotified: {
            /**
             * Format: date-time
             * @example 2027-01-15T10:00:00-08:00
             */
            at: string;
            summary: string;
          };
          mediaAuthorised: boolean;
          documentIds?: string[];
          /** @description Support gives the command for somebody who told it by telephone; the timeline names both. */
          onBehalfOf?: {
            /** @enum {string} */
            role: "PROVIDER" | "CUSTOMER";
            /** @example so-1001 */
            id: string;
          };
        };
      };
    };
    responses: {
      /** @description Accepted. */
      200: {
        headers: {
          ETag?: string;
          "Idempotency-Replayed"?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandAccepted"];
        };
      };
      /** @description No worker has decided within 10 s; it is decided when workers return. */
      202: {
        headers: {
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandPending"];
        };
      };
    };
  };
  contactSupport: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeat with the same key gets the first answer again. */
        "Idempotency-Key"?: string;
        /** @description The version that the order must have: `"v7"`. */
        "If-Match"?: string;
      };
      path: {
        orderId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          /** @example so-1001 */
          holdId: string;
          summary: string;
          /** @description Support gives the command for somebody who told it by telephone; the timeline names both. */
          onBehalfOf?: {
            /** @enum {string} */
            role: "PROVIDER" | "CUSTOMER";
            /** @example so-1001 */
            id: string;
          };
        };
      };
    };
    responses: {
      /** @description Accepted. */
      200: {
        headers: {
          ETag?: string;
          "Idempotency-Replayed"?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandAccepted"];
        };
      };
      /** @description No worker has decided within 10 s; it is decided when workers return. */
      202: {
        headers: {
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandPending"];
        };
      };
    };
  };
  decideHold: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeat with the same key gets the first answer again. */
        "Idempotency-Key"?: string;
        /** @description The version that the order must have: `"v7"`. */
        "If-Match"?: string;
      };
      path: {
        orderId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          /** @example so-1001 */
          holdId: string;
          /** @enum {string} */
          decision: "RESUME" | "RESCHEDULE" | "CANCEL";
          guidance: string;
          /** @enum {string} */
          attributedTo?: "PROVIDER" | "CUSTOMER" | "PRODUCT" | "MARKETPLACE" | "FORCE_MAJEURE";
        };
      };
    };
    responses: {
      /** @description Accepted. */
      200: {
        headers: {
          ETag?: string;
          "Idempotency-Replayed"?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandAccepted"];
        };
      };
      /** @description No worker has decided within 10 s; it is decided when workers return. */
      202: {
        headers: {
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandPending"];
        };
      };
    };
  };
  confirmScope: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeat with the same key gets the first answer again. */
        "Idempotency-Key"?: string;
        /** @description The version that the order must have: `"v7"`. */
        "If-Match"?: string;
      };
      path: {
        orderId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          customerPresent: boolean;
          items: {
            /** @example so-1001 */
            itemId: string;
            done: boolean;
            note?: string;
          }[];
          qualityAccepted: boolean;
          /** @description Support gives the command for somebody who told it by telephone; the timeline names both. */
          onBehalfOf?: {
            /** @enum {string} */
            role: "PROVIDER" | "CUSTOMER";
            /** @example so-1001 */
            id: string;
          };
        };
      };
    };
    responses: {
      /** @description Accepted. */
      200: {
        headers: {
          ETag?: string;
          "Idempotency-Replayed"?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandAccepted"];
        };
      };
      /** @description No worker has decided within 10 s; it is decided when workers return. */
      202: {
        headers: {
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandPending"];
        };
      };
    };
  };
  addJobNote: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeat with the same key gets the first answer again. */
        "Idempotency-Key"?: string;
        /** @description The version that the order must have: `"v7"`. */
        "If-Match"?: string;
      };
      path: {
        orderId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          text: string;
          topics?: ("PRODUCT_CONDITION" | "SAFETY" | "PLACEMENT" | "ADVICE" | "AGREEMENT" | "OTHER")[];
          /** @description Support gives the command for somebody who told it by telephone; the timeline names both. */
          onBehalfOf?: {
            /** @enum {string} */
            role: "PROVIDER" | "CUSTOMER";
            /** @example so-1001 */
            id: string;
          };
        };
      };
    };
    responses: {
      /** @description Accepted. */
      200: {
        headers: {
          ETag?: string;
          "Idempotency-Replayed"?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandAccepted"];
        };
      };
      /** @description No worker has decided within 10 s; it is decided when workers return. */
      202: {
        headers: {
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandPending"];
        };
      };
    };
  };
  signOff: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeat with the same key gets the first answer again. */
        "Idempotency-Key"?: string;
        /** @description The version that the order must have: `"v7"`. */
        "If-Match"?: string;
      };
      path: {
        orderId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          signedBy: string;
          /** @enum {string} */
          proofType: "CUSTOMER_SIGNATURE" | "NO_SIGNATURE";
          /** @example doc-1001 */
          documentId?: string;
          reason?: string;
          complete?: boolean;
        };
      };
    };
    responses: {
      /** @description Accepted. */
      200: {
        headers: {
          ETag?: string;
          "Idempotency-Replayed"?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandAccepted"];
        };
      };
      /** @description No worker has decided within 10 s; it is decided when workers return. */
      202: {
        headers: {
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandPending"];
        };
      };
    };
  };
  waive: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeat with the same key gets the first answer again. */
        "Idempotency-Key"?: string;
        /** @description The version that the order must have: `"v7"`. */
        "If-Match"?: string;
      };
      path: {
        orderId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          /** @enum {string} */
          requirementId: "signature.collected" | "scope.confirmed" | "notes.recorded";
          reason: string;
        };
      };
    };
    responses: {
      /** @description Accepted. */
      200: {
        headers: {
          ETag?: string;
          "Idempotency-Replayed"?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandAccepted"];
        };
      };
      /** @description No worker has decided within 10 s; it is decided when workers return. */
      202: {
        headers: {
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandPending"];
        };
      };
    };
  };
  complete: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeat with the same key gets the first answer again. */
        "Idempotency-Key"?: string;
        /** @description The version that the order must have: `"v7"`. */
        "If-Match"?: string;
      };
      path: {
        orderId: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": {
          /** @description Support gives the command for somebody who told it by telephone; the timeline names both. */
          onBehalfOf?: {
            /** @enum {string} */
            role: "PROVIDER" | "CUSTOMER";
            /** @example so-1001 */
            id: string;
          };
        };
      };
    };
    responses: {
      /** @description Accepted. */
      200: {
        headers: {
          ETag?: string;
          "Idempotency-Replayed"?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandAccepted"];
        };
      };
      /** @description No worker has decided within 10 s; it is decided when workers return. */
      202: {
        headers: {
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandPending"];
        };
      };
    };
  };
  cancel: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeat with the same key gets the first answer again. */
        "Idempotency-Key"?: string;
        /** @description The version that the order must have: `"v7"`. */
        "If-Match"?: string;
      };
      path: {
        orderId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          reasonCode: string;
          /** @enum {string} */
          initiatedBy?: "CUSTOMER" | "PROVIDER" | "MARKETPLACE";
          note?: string;
          quoteId?: string;
          /** @description Support gives the command for somebody who told it by telephone; the timeline names both. */
          onBehalfOf?: {
            /** @enum {string} */
            role: "PROVIDER" | "CUSTOMER";
            /** @example so-1001 */
            id: string;
          };
        };
      };
    };
    responses: {
      /** @description Accepted. */
      200: {
        headers: {
          ETag?: string;
          "Idempotency-Replayed"?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandAccepted"];
        };
      };
      /** @description No worker has decided within 10 s; it is decided when workers return. */
      202: {
        headers: {
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandPending"];
        };
      };
    };
  };
  decideFee: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeat with the same key gets the first answer again. */
        "Idempotency-Key"?: string;
        /** @description The version that the order must have: `"v7"`. */
        "If-Match"?: string;
      };
      path: {
        orderId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          /** @example so-1001 */
          feeId: string;
          /** @enum {string} */
          decision: "POST" | "WAIVE";
          reason: string;
        };
      };
    };
    responses: {
      /** @description Accepted. */
      200: {
        headers: {
          ETag?: string;
          "Idempotency-Replayed"?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandAccepted"];
        };
      };
      /** @description No worker has decided within 10 s; it is decided when workers return. */
      202: {
        headers: {
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandPending"];
        };
      };
    };
  };
  attribute: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeat with the same key gets the first answer again. */
        "Idempotency-Key"?: string;
        /** @description The version that the order must have: `"v7"`. */
        "If-Match"?: string;
      };
      path: {
        orderId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          /** @example so-1001 */
          appointmentId?: string;
          /** @enum {string} */
          attributedTo: "PROVIDER" | "CUSTOMER" | "PRODUCT" | "MARKETPLACE" | "FORCE_MAJEURE";
          reason: string;
        };
      };
    };
    responses: {
      /** @description Accepted. */
      200: {
        headers: {
          ETag?: string;
          "Idempotency-Replayed"?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandAccepted"];
        };
      };
      /** @description No worker has decided within 10 s; it is decided when workers return. */
      202: {
        headers: {
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandPending"];
        };
      };
    };
  };
  raiseIssue: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeat with the same key gets the first answer again. */
        "Idempotency-Key"?: string;
        /** @description The version that the order must have: `"v7"`. */
        "If-Match"?: string;
      };
      path: {
        orderId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          description: string;
          /** @description Support gives the command for somebody who told it by telephone; the timeline names both. */
          onBehalfOf?: {
            /** @enum {string} */
            role: "PROVIDER" | "CUSTOMER";
            /** @example so-1001 */
            id: string;
          };
        };
      };
    };
    responses: {
      /** @description Accepted. */
      200: {
        headers: {
          ETag?: string;
          "Idempotency-Replayed"?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandAccepted"];
        };
      };
      /** @description No worker has decided within 10 s; it is decided when workers return. */
      202: {
        headers: {
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandPending"];
        };
      };
    };
  };
  resendClaimLink: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeat with the same key gets the first answer again. */
        "Idempotency-Key"?: string;
        /** @description The version that the order must have: `"v7"`. */
        "If-Match"?: string;
      };
      path: {
        orderId: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": Record<string, never>;
      };
    };
    responses: {
      /** @description Accepted. */
      200: {
        headers: {
          ETag?: string;
          "Idempotency-Replayed"?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandAccepted"];
        };
      };
      /** @description No worker has decided within 10 s; it is decided when workers return. */
      202: {
        headers: {
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandPending"];
        };
      };
    };
  };
  rate: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeat with the same key gets the first answer again. */
        "Idempotency-Key"?: string;
        /** @description The version that the order must have: `"v7"`. */
        "If-Match"?: string;
      };
      path: {
        orderId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          stars: number;
          review?: string;
        };
      };
    };
    responses: {
      /** @description Accepted. */
      200: {
        headers: {
          ETag?: string;
          "Idempotency-Replayed"?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandAccepted"];
        };
      };
      /** @description No worker has decided within 10 s; it is decided when workers return. */
      202: {
        headers: {
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandPending"];
        };
      };
    };
  };
  advanceClock: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeat with the same key gets the first answer again. */
        "Idempotency-Key"?: string;
        /** @description The version that the order must have: `"v7"`. */
        "If-Match"?: string;
      };
      path: {
        orderId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          /** @example P29D */
          by?: string;
          /**
           * Format: date-time
           * @example 2027-01-15T10:00:00-08:00
           */
          to?: string;
        };
      };
    };
    responses: {
      /** @description Accepted. */
      200: {
        headers: {
          ETag?: string;
          "Idempotency-Replayed"?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandAccepted"];
        };
      };
      /** @description No worker has decided within 10 s; it is decided when workers return. */
      202: {
        headers: {
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandPending"];
        };
      };
    };
  };
  giveCommands: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeat with the same key gets the first answer again. */
        "Idempotency-Key"?: string;
        /** @description The version that the order must have: `"v7"`. */
        "If-Match"?: string;
      };
      path: {
        orderId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CommandBatch"];
      };
    };
    responses: {
      /** @description All accepted. */
      200: {
        headers: {
          ETag?: string;
          "Idempotency-Replayed"?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["BatchAccepted"];
        };
      };
      /** @description No worker has decided within 10 s; it is decided when workers return. */
      202: {
        headers: {
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandPending"];
        };
      };
    };
  };
  getCommand: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        commandId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Its outcome, with what it was or would have been answered. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandStatus"];
        };
      };
    };
  };
  getClaimEligibility: {
    parameters: {
      query?: {
        claimantRole?: "CUSTOMER" | "SELLER";
      };
      header?: never;
      path: {
        orderId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description By the function that judges the claim itself. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ClaimEligibility"];
        };
      };
    };
  };
  fileClaim: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeat with the same key gets the first answer again. */
        "Idempotency-Key"?: string;
      };
      path: {
        orderId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["NewClaim"];
      };
    };
    responses: {
      /** @description Accepted: the claim. */
      201: {
        headers: {
          Location?: string;
          ETag?: string;
          "Idempotency-Replayed"?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Claim"];
        };
      };
      /** @description Received, and judged when workers return. */
      202: {
        headers: {
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ClaimPending"];
        };
      };
    };
  };
  listClaims: {
    parameters: {
      query?: {
        state?: "SUBMITTED" | "AWAITING_PARTNER" | "INVESTIGATING" | "DECIDED" | "APPEALED" | "SETTLED" | "CLOSED" | "WITHDRAWN";
        open?: "true" | "false";
        /** @description 1 to 100, 25 where absent */
        limit?: string;
        /** @description `nextCursor` of the page before, of the same list */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of claims, in short. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            items: components["schemas"]["ClaimSummary"][];
            nextCursor: string | null;
          } & {
            [key: string]: unknown;
          };
        };
      };
    };
  };
  getClaim: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        claimId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The claim as this caller sees it. */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Claim"];
        };
      };
    };
  };
  getClaimTimeline: {
    parameters: {
      query?: {
        /** @description 1 to 100, 25 where absent */
        limit?: string;
        /** @description `nextCursor` of the page before, of the same list */
        cursor?: string;
      };
      header?: never;
      path: {
        claimId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of it, oldest first. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            items: components["schemas"]["ClaimTimelineEntry"][];
            nextCursor: string | null;
          } & {
            [key: string]: unknown;
          };
        };
      };
    };
  };
  getClaimReport: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description As of now. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ClaimReport"];
        };
      };
    };
  };
  claimRespond: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeat with the same key gets the first answer again. */
        "Idempotency-Key"?: string;
        /** @description The version that the order must have: `"v7"`. */
        "If-Match"?: string;
      };
      path: {
        claimId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          /** @enum {string} */
          position: "ACCEPT" | "CONTEST" | "RESOLVED";
          text: string;
          documentIds?: string[];
          /** @description Support gives the command for somebody who told it by telephone; the timeline names both. */
          onBehalfOf?: {
            /** @enum {string} */
            role: "PROVIDER" | "CUSTOMER";
            /** @example so-1001 */
            id: string;
          };
        };
      };
    };
    responses: {
      /** @description Accepted. */
      200: {
        headers: {
          ETag?: string;
          "Idempotency-Replayed"?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ClaimCommandAccepted"];
        };
      };
      /** @description No worker has decided within 10 s. */
      202: {
        headers: {
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandPending"];
        };
      };
    };
  };
  claimInvestigate: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeat with the same key gets the first answer again. */
        "Idempotency-Key"?: string;
        /** @description The version that the order must have: `"v7"`. */
        "If-Match"?: string;
      };
      path: {
        claimId: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": Record<string, never>;
      };
    };
    responses: {
      /** @description Accepted. */
      200: {
        headers: {
          ETag?: string;
          "Idempotency-Replayed"?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ClaimCommandAccepted"];
        };
      };
      /** @description No worker has decided within 10 s. */
      202: {
        headers: {
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandPending"];
        };
      };
    };
  };
  claimRequestDocuments: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeat with the same key gets the first answer again. */
        "Idempotency-Key"?: string;
        /** @description The version that the order must have: `"v7"`. */
        "If-Match"?: string;
      };
      path: {
        claimId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          kinds: ("RECEIPT" | "SCOPE" | "PHOTO" | "VIDEO" | "SIGNATURE" | "OTHER")[];
          text: string;
          /** @enum {string} */
          from?: "CLAIMANT" | "PROVIDER";
        };
      };
    };
    responses: {
      /** @description Accepted. */
      200: {
        headers: {
          ETag?: string;
          "Idempotency-Replayed"?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ClaimCommandAccepted"];
        };
      };
      /** @description No worker has decided within 10 s. */
      202: {
        headers: {
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandPending"];
        };
      };
    };
  };
  claimSubmitDocuments: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeat with the same key gets the first answer again. */
        "Idempotency-Key"?: string;
        /** @description The version that the order must have: `"v7"`. */
        "If-Match"?: string;
      };
      path: {
        claimId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          documentIds: string[];
          /** @description Support gives the command for somebody who told it by telephone; the timeline names both. */
          onBehalfOf?: {
            /** @enum {string} */
            role: "PROVIDER" | "CUSTOMER";
            /** @example so-1001 */
            id: string;
          };
        };
      };
    };
    responses: {
      /** @description Accepted. */
      200: {
        headers: {
          ETag?: string;
          "Idempotency-Replayed"?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ClaimCommandAccepted"];
        };
      };
      /** @description No worker has decided within 10 s. */
      202: {
        headers: {
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandPending"];
        };
      };
    };
  };
  claimDecide: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeat with the same key gets the first answer again. */
        "Idempotency-Key"?: string;
        /** @description The version that the order must have: `"v7"`. */
        "If-Match"?: string;
      };
      path: {
        claimId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          /** @enum {string} */
          outcome: "APPROVED" | "PARTIAL" | "DENIED";
          /** @enum {string} */
          remedy: "REDO" | "REFUND" | "NONE";
          amount?: components["schemas"]["Money"];
          reason: string;
        };
      };
    };
    responses: {
      /** @description Accepted. */
      200: {
        headers: {
          ETag?: string;
          "Idempotency-Replayed"?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ClaimCommandAccepted"];
        };
      };
      /** @description No worker has decided within 10 s. */
      202: {
        headers: {
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandPending"];
        };
      };
    };
  };
  claimConfirmDecision: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeat with the same key gets the first answer again. */
        "Idempotency-Key"?: string;
        /** @description The version that the order must have: `"v7"`. */
        "If-Match"?: string;
      };
      path: {
        claimId: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": Record<string, never>;
      };
    };
    responses: {
      /** @description Accepted. */
      200: {
        headers: {
          ETag?: string;
          "Idempotency-Replayed"?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ClaimCommandAccepted"];
        };
      };
      /** @description No worker has decided within 10 s. */
      202: {
        headers: {
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandPending"];
        };
      };
    };
  };
  claimAppeal: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeat with the same key gets the first answer again. */
        "Idempotency-Key"?: string;
        /** @description The version that the order must have: `"v7"`. */
        "If-Match"?: string;
      };
      path: {
        claimId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          reason: string;
          /** @description Support gives the command for somebody who told it by telephone; the timeline names both. */
          onBehalfOf?: {
            /** @enum {string} */
            role: "PROVIDER" | "CUSTOMER";
            /** @example so-1001 */
            id: string;
          };
        };
      };
    };
    responses: {
      /** @description Accepted. */
      200: {
        headers: {
          ETag?: string;
          "Idempotency-Replayed"?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ClaimCommandAccepted"];
        };
      };
      /** @description No worker has decided within 10 s. */
      202: {
        headers: {
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandPending"];
        };
      };
    };
  };
  claimDecideAppeal: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeat with the same key gets the first answer again. */
        "Idempotency-Key"?: string;
        /** @description The version that the order must have: `"v7"`. */
        "If-Match"?: string;
      };
      path: {
        claimId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          /** @enum {string} */
          outcome: "APPROVED" | "PARTIAL" | "DENIED";
          /** @enum {string} */
          remedy: "REDO" | "REFUND" | "NONE";
          amount?: components["schemas"]["Money"];
          reason: string;
        };
      };
    };
    responses: {
      /** @description Accepted. */
      200: {
        headers: {
          ETag?: string;
          "Idempotency-Replayed"?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ClaimCommandAccepted"];
        };
      };
      /** @description No worker has decided within 10 s. */
      202: {
        headers: {
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandPending"];
        };
      };
    };
  };
  claimSettle: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeat with the same key gets the first answer again. */
        "Idempotency-Key"?: string;
        /** @description The version that the order must have: `"v7"`. */
        "If-Match"?: string;
      };
      path: {
        claimId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          note: string;
          /** @example doc-1001 */
          proofDocumentId?: string;
          /** @description Support gives the command for somebody who told it by telephone; the timeline names both. */
          onBehalfOf?: {
            /** @enum {string} */
            role: "PROVIDER" | "CUSTOMER";
            /** @example so-1001 */
            id: string;
          };
        };
      };
    };
    responses: {
      /** @description Accepted. */
      200: {
        headers: {
          ETag?: string;
          "Idempotency-Replayed"?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ClaimCommandAccepted"];
        };
      };
      /** @description No worker has decided within 10 s. */
      202: {
        headers: {
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandPending"];
        };
      };
    };
  };
  claimWithdraw: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeat with the same key gets the first answer again. */
        "Idempotency-Key"?: string;
        /** @description The version that the order must have: `"v7"`. */
        "If-Match"?: string;
      };
      path: {
        claimId: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": {
          reason?: string;
          /** @description Support gives the command for somebody who told it by telephone; the timeline names both. */
          onBehalfOf?: {
            /** @enum {string} */
            role: "PROVIDER" | "CUSTOMER";
            /** @example so-1001 */
            id: string;
          };
        };
      };
    };
    responses: {
      /** @description Accepted. */
      200: {
        headers: {
          ETag?: string;
          "Idempotency-Replayed"?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ClaimCommandAccepted"];
        };
      };
      /** @description No worker has decided within 10 s. */
      202: {
        headers: {
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandPending"];
        };
      };
    };
  };
  getClaimLinks: {
    parameters: {
      query?: {
        /** @description 1 to 100, 25 where absent */
        limit?: string;
        /** @description `nextCursor` of the page before, of the same list */
        cursor?: string;
      };
      header?: never;
      path: {
        orderId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of what the order has given. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            items: components["schemas"]["ClaimLink"][];
            nextCursor: string | null;
          } & {
            [key: string]: unknown;
          };
        };
      };
    };
  };
  revokeClaimLinks: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeat with the same key gets the first answer again. */
        "Idempotency-Key"?: string;
      };
      path: {
        orderId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["Reason"];
      };
    };
    responses: {
      /** @description They open nothing any more. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ClaimLinksRevoked"];
        };
      };
    };
  };
  announceDocument: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeat with the same key gets the first answer again. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["NewDocument"];
      };
    };
    responses: {
      /** @description Announced. */
      201: {
        headers: {
          Location?: string;
          "Idempotency-Replayed"?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DocumentAnnounced"];
        };
      };
    };
  };
  downloadDocument: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        documentId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The bytes, of the type that they were announced and checked as. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/pdf": Blob;
          "image/jpeg": Blob;
          "image/png": Blob;
          "image/gif": Blob;
          "image/tiff": Blob;
          "video/mp4": Blob;
        };
      };
    };
  };
  uploadDocument: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        documentId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/octet-stream": Blob;
      };
    };
    responses: {
      /** @description Kept. The same bytes may come again. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Document"];
        };
      };
    };
  };
  getDocument: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        documentId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The document, without its bytes. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Document"];
        };
      };
    };
  };
  getEvidencePack: {
    parameters: {
      query?: {
        /** @description What comes first: for a guarantee claim, a charge back or a performance inquiry. */
        for?: "claim" | "chargeback" | "performance";
      };
      header?: never;
      path: {
        orderId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A ZIP. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/zip": Blob;
        };
      };
    };
  };
  getMessages: {
    parameters: {
      query?: {
        /** @description 1 to 100, 25 where absent */
        limit?: string;
        /** @description `nextCursor` of the page before, of the same list */
        cursor?: string;
      };
      header?: never;
      path: {
        orderId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of it, oldest first. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            items: components["schemas"]["Message"][];
            nextCursor: string | null;
          } & {
            [key: string]: unknown;
          };
        };
      };
    };
  };
  sendMessage: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeat with the same key gets the first answer again. */
        "Idempotency-Key"?: string;
        /** @description The version that the order must have: `"v7"`. */
        "If-Match"?: string;
      };
      path: {
        orderId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["NewMessage"];
      };
    };
    responses: {
      /** @description Taken; it is sent within seconds. */
      201: {
        headers: {
          "Idempotency-Replayed"?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["MessageTaken"];
        };
      };
      /** @description No worker has decided within 10 s. */
      202: {
        headers: {
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CommandPending"];
        };
      };
    };
  };
  checkMessage: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeat with the same key gets the first answer again. */
        "Idempotency-Key"?: string;
      };
      path: {
        orderId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["NewMessage"];
      };
    };
    responses: {
      /** @description Whether it would be taken. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["MessageChecked"];
        };
      };
    };
  };
  getProvider: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        providerId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The provider. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Provider"];
        };
      };
    };
  };
  putProvider: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeat with the same key gets the first answer again. */
        "Idempotency-Key"?: string;
      };
      path: {
        providerId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ProviderBody"];
      };
    };
    responses: {
      /** @description Replaced. */
      200: {
        headers: {
          "Idempotency-Replayed"?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Provider"];
        };
      };
      /** @description Registered. */
      201: {
        headers: {
          Location?: string;
          "Idempotency-Replayed"?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Provider"];
        };
      };
    };
  };
  getEvents: {
    parameters: {
      query?: {
        /** @description `nextCursor`, or the `cursor` of an item: what comes after it */
        after?: string;
        /** @description `nextCursor`, or the `cursor` of an item: what comes after it */
        cursor?: string;
        /** @description 1 to 100, 25 where absent */
        limit?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of events, oldest first. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            items: components["schemas"]["FeedEntry"][];
            nextCursor: string | null;
          } & {
            [key: string]: unknown;
          };
        };
      };
    };
  };
  getLedgerAccounts: {
    parameters: {
      query?: {
        /** @description 1 to 100, 25 where absent */
        limit?: string;
        /** @description `nextCursor` of the page before, of the same list */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of accounts, by name. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            items: components["schemas"]["LedgerAccount"][];
            nextCursor: string | null;
          } & {
            [key: string]: unknown;
          };
        };
      };
    };
  };
  getPolicies: {
    parameters: {
      query?: {
        /** @description 1 to 100, 25 where absent */
        limit?: string;
        /** @description `nextCursor` of the page before, of the same list */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description By id, newest first. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            items: components["schemas"]["PolicySummary"][];
            nextCursor: string | null;
          } & {
            [key: string]: unknown;
          };
        };
      };
    };
  };
  getPolicy: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        policyId: string;
        version: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The pack. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Policy"];
        };
      };
    };
  };
  importServiceJobs: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeat with the same key gets the first answer again. */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ServiceJobs"];
      };
    };
    responses: {
      /** @description What became of each job. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ImportResult"];
        };
      };
    };
  };
  getServiceJob: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        orderId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The service job. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ServiceJob"];
        };
      };
    };
  };
  getOrderWorkflow: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        orderId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description What the store and Temporal say of it. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Workflow"];
        };
      };
    };
  };
  restartOrderWorkflow: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeat with the same key gets the first answer again. */
        "Idempotency-Key"?: string;
      };
      path: {
        orderId: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": {
          withoutSignals?: boolean;
        };
      };
    };
    responses: {
      /** @description It was started again from the store. */
      200: {
        headers: {
          "Idempotency-Replayed"?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["WorkflowRestart"];
        };
      };
    };
  };
  getClaimWorkflow: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        claimId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description What the store and Temporal say of it. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Workflow"];
        };
      };
    };
  };
  restartClaimWorkflow: {
    parameters: {
      query?: never;
      header?: {
        /** @description A repeat with the same key gets the first answer again. */
        "Idempotency-Key"?: string;
      };
      path: {
        claimId: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": {
          withoutSignals?: boolean;
        };
      };
    };
    responses: {
      /** @description It was started again from the store. */
      200: {
        headers: {
          "Idempotency-Replayed"?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["WorkflowRestart"];
        };
      };
    };
  };
  livez: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It runs. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            [key: string]: unknown;
          };
        };
      };
    };
  };
  startupz: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It has. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            [key: string]: unknown;
          };
        };
      };
    };
  };
  readyz: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description They can. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            [key: string]: unknown;
          };
        };
      };
    };
  };
  metrics: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The text format. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "text/plain": string;
        };
      };
    };
  };
  openapi: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OpenAPI 3.1. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            [key: string]: unknown;
          };
        };
      };
    };
  };
}
