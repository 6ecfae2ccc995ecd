import { Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AdminController } from './http/admin.controller';
import { AlertsController } from './http/alerts.controller';
import { DocumentsController } from './http/documents.controller';
import { LeadsController } from './http/leads.controller';
import { OperationController } from './http/operation.controller';
import { OverviewController } from './http/overview.controller';
import { SessionController } from './http/session.controller';
import { ViewerGuard } from './http/viewer.guard';
import { HOUSE, type House } from './house';

export const controllers = [
  SessionController,
  AlertsController,
  DocumentsController,
  LeadsController,
  OverviewController,
  AdminController,
  OperationController,
];

/** The HTTP face of a house that `open-house.ts` has introduced to itself. */
@Module({})
export class AppModule {
  static of(house: House): DynamicModule {
    return {
      module: AppModule,
      controllers,
      providers: [
        { provide: HOUSE, useValue: house },
        { provide: APP_GUARD, useClass: ViewerGuard },
      ],
    };
  }
}
