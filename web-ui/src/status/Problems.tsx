import { IconBulb } from '@tabler/icons-react';
import type { Problem } from '../server/answers';
import classes from './status.module.css';

function placeOf({ file, line, column }: Problem): string {
  return [file, line, column].filter((part) => part !== undefined && part !== '' && part !== 0).join(':');
}

/** What is wrong in a configuration: where, what, and a way out. */
export function Problems({ problems }: { readonly problems: readonly Problem[] }) {
  return (
    <ol className={classes['problems']}>
      {problems.map((problem, index) => (
        <li key={index}>
          <p className={classes['problemPlace']}>
            <strong>{placeOf(problem)}</strong>
            {problem.path === undefined || problem.path === '' ? null : <span>{problem.path}</span>}
          </p>
          <p className={classes['problemMessage']}>{problem.message}</p>
          {problem.hint === undefined ? null : (
            <p className={classes['problemHint']}>
              <IconBulb size={16} aria-hidden />
              <span>{problem.hint}</span>
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}
