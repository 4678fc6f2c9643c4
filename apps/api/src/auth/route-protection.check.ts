import { Injectable, type OnModuleInit, RequestMethod } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { PUBLIC_ROUTES } from './public-routes.js';
import { REQUIRED_SCOPE } from './requires-scope.decorator.js';

type Handler = (...args: unknown[]) => unknown;

/** Stops the start when a route has no scope and is not in the list of public routes. */
@Injectable()
export class RouteProtectionCheck implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  onModuleInit(): void {
    const open = this.discovery
      .getControllers()
      .flatMap(({ metatype }) => this.unprotected(metatype as Handler));
    if (open.length === 0) return;
    throw new Error(
      `These routes are open to nobody: ${open.join(', ')}. Give each @RequiresScope(...), or list it in public-routes.ts.`,
    );
  }

  private unprotected(controller: Handler): string[] {
    const prototype = controller.prototype as Record<string, Handler>;
    return this.scanner
      .getAllMethodNames(prototype)
      .map((name) => prototype[name]!)
      .filter((handler) => this.reflector.get(PATH_METADATA, handler) !== undefined)
      .filter((handler) => this.reflector.get(REQUIRED_SCOPE, handler) === undefined)
      .map((handler) => this.routeOf(controller, handler))
      .filter((route) => !PUBLIC_ROUTES.has(route));
  }

  private routeOf(controller: Handler, handler: Handler): string {
    const method = RequestMethod[this.reflector.get<RequestMethod>(METHOD_METADATA, handler)];
    const parts = [controller, handler].map((part) => this.reflector.get<string>(PATH_METADATA, part));
    const path = parts.flatMap((part) => part.split('/')).filter(Boolean);
    return `${method} /${path.join('/')}`;
  }
}
