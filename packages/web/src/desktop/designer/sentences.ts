/** Sentences for all that can be wrong with a draft; fetched with the designer and not before. */
import { formulaMessages } from '@anshao/core/expressions/formula/messages.ts';
import { conditionMessages } from '@anshao/core/expressions/messages.ts';
import { designMessages } from '@anshao/core/forms/design/messages.ts';
import { adviceMessages, formsErrors, usageMessages } from '@anshao/core/forms/errors.ts';
import { formMessages } from '@anshao/core/forms/messages.ts';
import { addSentences } from '../../base/sentences.ts';

addSentences(formMessages);
addSentences(conditionMessages);
addSentences(formulaMessages);
addSentences(designMessages);
addSentences(formsErrors);
addSentences(usageMessages);
addSentences(adviceMessages);
