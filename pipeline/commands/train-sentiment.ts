import { resolve } from 'node:path';
import type { Command } from 'commander';
import { trainFeelingCommand } from '../../nlp/feeling/train-feeling-command';
import { dataFile } from '../../config/project-root';
import { put } from './command';

/** `npm run train:sentiment -- --data FILE`: trains the model of consumer feeling and writes it with its card. */
export function addTrainSentiment(program: Command): void {
  program
    .command('train-sentiment', { hidden: true })
    .description('训练消费者情感模型 / train the model of consumer feeling')
    .requiredOption('--data <file>', 'reviews, JSON Lines (.gz)')
    .option('--out <file>', 'model file', dataFile('nlp/models/feeling.bin'))
    .action(async (options: { data: string; out: string }) => {
      await put(await trainFeelingCommand({ data: resolve(options.data), out: resolve(options.out) }));
    });
}
