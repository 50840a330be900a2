/** What stands around the draft: what is published, what else uses the form. */

import { fieldAt, type PartRef } from '@anshao/core/forms/design/parts.ts';
import type { DesignedForm } from '@anshao/core/forms/designing.ts';
import { createContext, useContext } from 'react';

export const DesignedFormContext = createContext<DesignedForm | undefined>(undefined);

export function useDesignedForm(): DesignedForm {
  const designed = useContext(DesignedFormContext);
  if (!designed) throw new Error('No form above this component');
  return designed;
}

/** A published field is known by its key for ever. */
export function useIsPublished(path: PartRef): boolean {
  const { published } = useDesignedForm();
  return published !== null && fieldAt(published.definition, path) !== undefined;
}
