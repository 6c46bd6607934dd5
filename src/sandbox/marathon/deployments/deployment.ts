import type { JsonMap } from '../json';
import type { Action } from './actions';
import { actionJson, affectedIds, planJson, stepsJson, type Plan, type PlannedAction } from './plan';
import { isPod } from '../definitions/spec';

/** A plan that is being carried out. It ends when all is done, or is cancelled; it never ends by itself because of time. */
export class Deployment {
  #step = -1;
  #actions: readonly Action[] = [];

  constructor(
    readonly plan: Plan,
    private readonly begin: (planned: PlannedAction) => Action,
    private readonly tell: (eventType: string, fields: JsonMap) => void,
  ) {}

  get id(): string {
    return this.plan.id;
  }

  affects(id: string): boolean {
    return affectedIds(this.plan).includes(id);
  }

  /** Does what can be done now. @returns whether all is done */
  advance(): boolean {
    for (;;) {
      if (this.#step >= 0) {
        for (const action of this.#actions) action.advance();
        if (!this.#actions.every(({ done }) => done)) return false;
        this.tell('deployment_step_success', this.#stepEvent());
      }
      this.#step++;
      const step = this.plan.steps[this.#step];
      if (step === undefined) return true;
      this.#actions = step.actions.map((planned) => this.begin(planned));
      this.tell('deployment_info', this.#stepEvent());
    }
  }

  /** As `/v2/deployments` shows it. */
  json(): JsonMap {
    const { plan } = this;
    const specs = plan.steps.flatMap(({ actions }) => actions.map(({ spec }) => spec));
    const ids = (pods: boolean): string[] => [
      ...new Set(specs.filter((spec) => isPod(spec) === pods).map(({ id }) => id)),
    ];
    return {
      id: plan.id,
      version: plan.version,
      affectedApps: ids(false),
      affectedPods: ids(true),
      steps: stepsJson(plan.steps),
      currentActions: this.#actions.map((action) => ({
        ...actionJson(action.planned),
        readinessCheckResults: action.readinessResults(),
      })),
      currentStep: Math.min(this.#step + 1, plan.steps.length),
      totalSteps: plan.steps.length,
    };
  }

  #stepEvent(): JsonMap {
    const step = this.plan.steps[this.#step];
    return {
      plan: planJson(this.plan),
      currentStep: { actions: step === undefined ? [] : step.actions.map(actionJson) },
    };
  }
}
