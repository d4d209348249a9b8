import { z } from 'zod';

export const restartSchema = z.strictObject({
  /** Of one that fails at what it was sent: support decisions that it did not take up are lost then. */
  withoutSignals: z.boolean().optional(),
});
export type RestartBody = z.infer<typeof restartSchema>;

const at = z.string().meta({ format: 'date-time' });

const about = {
  workflowId: z.string(),
  sequence: z.int().meta({ description: 'The last event in the store; everything up to here holds.' }),
  lost: z
    .array(z.looseObject({ sequence: z.int(), type: z.string() }))
    .nullable()
    .meta({ description: 'What only the workflow says, and a restart does not keep; null where it cannot be asked.' }),
};

export const workflowAnswer = z
  .looseObject({
    ...about,
    state: z
      .enum(['RUNNING', 'FAILING', 'FOREIGN', 'ABSENT', 'ENDED'])
      .meta({ description: 'FAILING: its task fails, again and again. FOREIGN: under its id runs what the program did not start.' }),
    attempts: z.int().meta({ description: 'Of the step that it waits for; 0 where it waits for none.' }),
    stuckSince: at.nullable().meta({ description: 'Since when it is known to stand still.' }),
    diverged: z.boolean(),
  })
  .meta({ id: 'Workflow' });

export const restartAnswer = z
  .looseObject({
    ...about,
    signals: z.int().meta({ description: 'Signals that the new workflow was sent again.' }),
    decided: z.int().meta({ description: 'Commands that waited and are decided now.' }),
  })
  .meta({ id: 'WorkflowRestart' });
