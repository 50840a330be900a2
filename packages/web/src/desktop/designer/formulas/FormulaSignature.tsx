import type { Signature } from '@anshao/core/expressions/formula/completion.ts';
import { currentLanguage } from '../../../base/language.ts';

/** The function around the caret: what it wants, and which of it is being typed. */
export function FormulaSignature({ definition, parameter }: Signature) {
  const language = currentLanguage();
  return (
    <p className="dz-formula-signature">
      <code>
        {definition.name}(
        {definition.parameters.map(({ name, optional, repeats }, index) => {
          const word = `${name[language]}${repeats ? ' …' : ''}`;
          return (
            <span key={name.en}>
              {index > 0 ? ', ' : ''}
              {index === parameter ? <mark>{word}</mark> : optional ? `[${word}]` : word}
            </span>
          );
        })}
        )
      </code>
      <span>{definition.help[language]}</span>
    </p>
  );
}
