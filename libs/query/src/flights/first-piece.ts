import type { Progress } from './flight-event.js';
import type { FlightControl } from './flight.js';

/** What a streamed answer comes in. */
const IS_PIECE: Readonly<Record<Progress['type'], boolean>> = {
  ...{ delta: true, frame: true, head: false, silence: false, body: false },
};

/** The same control, which tells once when the first piece of a stream has come. */
export function watchingFirstPiece(control: FlightControl, onFirst: () => void): FlightControl {
  let hasCome = false;
  const emit = (event: Progress) => {
    if (!hasCome && IS_PIECE[event.type]) {
      hasCome = true;
      onFirst();
    }
    control.emit(event);
  };
  return { ...control, emit };
}
