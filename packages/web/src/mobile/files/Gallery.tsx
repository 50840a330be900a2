import { useState } from 'react';
import { FileTile } from './FileTile.tsx';
import { FileViewer } from './FileViewer.tsx';
import './attachments.css';

/** Stored pictures and files to look at. */
export function Gallery({ ids }: { ids: readonly string[] }) {
  const [viewed, setViewed] = useState<number>();
  if (ids.length === 0) return null;
  return (
    <>
      <ul className="phs gallery">
        {ids.map((id, index) => (
          <FileTile key={id} id={id} number={index + 1} onView={() => setViewed(index)} />
        ))}
      </ul>
      {viewed !== undefined && (
        <FileViewer ids={ids} at={viewed} onGo={setViewed} onClose={() => setViewed(undefined)} />
      )}
    </>
  );
}
