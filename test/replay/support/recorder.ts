import { proxySinks, type Sinks, type WorkflowInterceptorsFactory } from '@temporalio/workflow';

/** What today's code made of a recorded history: the outcome of each update, the input of each activity. */
export interface Recorder extends Sinks {
  recorder: {
    update(id: string, result: unknown): void;
    activity(name: string, input: unknown): void;
  };
}

const { recorder } = proxySinks<Recorder>();

/** Bundled beside the workflows for replays only. It listens and adds no step of its own, so that the order of things stays. */
export const interceptors: WorkflowInterceptorsFactory = () => ({
  inbound: [
    {
      handleUpdate: (input, next) => {
        const result = next(input);
        void result.then((value) => recorder.update(input.updateId, value));
        return result;
      },
    },
  ],
  outbound: [
    {
      scheduleActivity: (input, next) => {
        recorder.activity(input.activityType, input.args[0]);
        return next(input);
      },
    },
  ],
});
