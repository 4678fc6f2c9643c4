import { type DynamicModule, Module } from '@nestjs/common';
import { AboutController } from './about/about.controller.js';
import { AuditModule } from './audit/audit.module.js';
import { AuthModule } from './auth/auth.module.js';
import { Drain } from './draining/drain.js';
import { DropInController } from './drop-in/drop-in.controller.js';
import { DropInPresenter } from './drop-in/drop-in.presenter.js';
import { ReplayResponder } from './drop-in/replay.responder.js';
import { ModelsController } from './drop-in/models.controller.js';
import { DropInCommands } from './drop-in/drop-in-commands.js';
import { ForwardedParts } from './drop-in/forwarded-parts.js';
import { EmbeddingsController } from './embeddings/embeddings.controller.js';
import { EmbeddingsPresenter } from './embeddings/embeddings.presenter.js';
import { EntriesController } from './entries/entries.controller.js';
import { Environment } from './environment/environment.js';
import { HealthController } from './health/health.controller.js';
import { HttpModule } from './http/http.module.js';
import { Replay } from './http/replay.js';
import { AuditedKeys } from './keys/audited-keys.js';
import { KeysController } from './keys/keys.controller.js';
import { AccountSharing } from './auth/account-sharing.js';
import { PassController } from './pass/pass.controller.js';
import { PurgeController } from './purge/purge.controller.js';
import { QueryController } from './query/query.controller.js';
import { QueryPresenter } from './query/query.presenter.js';
import { QueryStream } from './query/query.stream.js';
import { StatsController } from './stats/stats.controller.js';

/** The modules that the routes call. */
export interface ApiImports {
  readonly query: DynamicModule;
  readonly cache: DynamicModule;
  readonly access: DynamicModule;
  readonly llm: DynamicModule;
  readonly health: DynamicModule;
}

const CONTROLLERS = [
  QueryController,
  DropInController,
  ModelsController,
  EmbeddingsController,
  PassController,
  EntriesController,
  PurgeController,
  StatsController,
  KeysController,
  HealthController,
  AboutController,
];

const SERVICES = [
  QueryPresenter,
  QueryStream,
  DropInPresenter,
  ReplayResponder,
  EmbeddingsPresenter,
  ForwardedParts,
  DropInCommands,
  AccountSharing,
  AuditedKeys,
  Drain,
];

/** The HTTP side: routes, authentication and error responses. */
@Module({})
export class ApiModule {
  static register(
    environment: Environment,
    { query, cache, access, llm, health }: ApiImports,
  ): DynamicModule {
    const audit = AuditModule.register(environment);
    const auth = AuthModule.register(environment, { access, audit });
    return {
      module: ApiModule,
      imports: [query, cache, access, llm, health, HttpModule.register(llm), audit, auth],
      controllers: CONTROLLERS,
      providers: [
        ...SERVICES,
        { provide: Replay, useValue: new Replay(environment.REPLAY_TOKENS_PER_SECOND) },
        { provide: Environment, useValue: environment },
      ],
    };
  }
}
