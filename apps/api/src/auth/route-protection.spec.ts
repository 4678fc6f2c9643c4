import { Controller, Get, Module, Post } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { RequiresScope } from './requires-scope.decorator.js';
import { RouteProtectionCheck } from './route-protection.check.js';

@Controller('api/guarded')
class GuardedController {
  @Get(':id')
  @RequiresScope('read')
  read(): void {}

  notARoute(): void {}
}

@Controller('health')
class PublicController {
  @Get('live')
  live(): void {}
}

@Controller('api/forgotten')
class ForgottenController {
  @Post('here')
  forgotten(): void {}
}

async function start(controllers: (new () => object)[]): Promise<void> {
  @Module({ imports: [DiscoveryModule], controllers, providers: [RouteProtectionCheck] })
  class Root {}
  const module = await Test.createTestingModule({ imports: [Root] }).compile();
  await module.init();
}

describe('RouteProtectionCheck', () => {
  it('lets routes with a scope and listed public routes be', async () => {
    await expect(start([GuardedController, PublicController])).resolves.toBeUndefined();
  });

  it('stops the start at a route that nobody could use, naming it', async () => {
    await expect(start([GuardedController, ForgottenController])).rejects.toThrow(
      /open to nobody: POST \/api\/forgotten\/here\. Give each @RequiresScope/,
    );
  });
});
