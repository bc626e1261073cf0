import { pieces } from '../address/linked';
import { visibleText } from './visible';

/** A text that people wrote, in which http and https addresses can be clicked. */
export function LinkedText({ text }: { readonly text: string }) {
  return pieces(text).map((piece, index) =>
    piece.target === undefined ? (
      <span key={index}>{visibleText(piece.text)}</span>
    ) : (
      <a key={index} href={piece.target} target="_blank" rel="noopener noreferrer">
        {visibleText(piece.text)}
      </a>
    ),
  );
}
