import type { Viewer } from '@anshao/core/access/contract.ts';
import { Link } from 'wouter';
import { Icon } from '../../base/icons.tsx';
import { HelpLine } from '../frame/HelpLine.tsx';
import { Screen } from '../frame/Screen.tsx';
import { deskPostsOf } from '../session/session.ts';
import { text } from '../text.ts';
import './home.css';
import { placeWord } from '../../base/place-word.ts';

/** For those whose posts are worked at a desk (companies, districts, the association): where that is. */
export default function AtDesk({ viewer }: { viewer: Viewer }) {
  const address = `${window.location.origin}/desk/`;
  return (
    <Screen
      title={text('appName')}
      aside={
        <Link href="/me" className="to-me">
          {text('tabMe')}
        </Link>
      }
    >
      <section className="card at-desk">
        <h2>{text('atDesk')}</h2>
        <ul>
          {deskPostsOf(viewer).map((post) => (
            <li key={post.id}>
              <Icon name="person" size={18} className="mut" />
              <span>
                {post.roleName}
                {text('comma')}
                {placeWord(post)}
              </span>
            </li>
          ))}
        </ul>
        <p className="note">{text('atDeskHint')}</p>
        <p className="address">{address}</p>
        <a className="pbtn" href="/desk/">
          {text('goDesk')}
        </a>
        <Link href="/apps" className="pbtn sec">
          {text('fillForms')}
        </Link>
        <Link href="/bind" className="pbtn sec">
          {text('alsoBind')}
        </Link>
      </section>
      <HelpLine />
    </Screen>
  );
}
