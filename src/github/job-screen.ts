/** The log of a job as what a run is shown on: what is said, and with debug logging everything that the run does. */
import { detailText } from '../telemetry/log/record-text.ts';
import { isShown, recorder } from '../telemetry/log/record.ts';
import { levelOf, type Screen } from '../telemetry/log/said.ts';
import type { Level } from '../telemetry/signal.ts';
import { debugLine, isDebugged, logLine } from './outputs.ts';

export function jobScreen(least: Level): Screen {
  return {
    show: (text, tone) => {
      if (isShown(levelOf(tone), least)) logLine(text);
    },
    sink: (ids) => {
      const recordOf = recorder(ids);
      return {
        take: (signal) => {
          const told = recordOf(signal);
          if (!told || (signal.is === 'log' && signal.said)) return;
          const text = detailText(told, least);
          if (text === null) return;
          if (isDebugged()) debugLine(text);
          else logLine(`        ${text}`);
        },
        close: async () => {},
      };
    },
  };
}
