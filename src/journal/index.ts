export { type BookAccount, type BookCounts, type BookEnd, type LevelTexts } from './bookAccount.js';
export { type ContentCounts, type ReplayOptions } from './bookLedger.js';
export { type FrameTrouble } from './frameTrouble.js';
export { type Compacted } from './orders/compactJournal.js';
export { type OrderFilter } from './orders/journalReader.js';
export { OrderJournalError, type OrderJournalFault } from './orders/orderJournalError.js';
export { type OrderJournalView } from './orders/orderJournalView.js';
export { type OrderStory, type StoryStep } from './orders/orderStory.js';
export { openOrderJournal, type OrderJournal, type OrderJournalOptions } from './orders/openOrderJournal.js';
export { type JournaledUpdate, type NumberedEvent } from './orders/outcomes.js';
export { readOrderJournal } from './orders/readOrderJournal.js';
export { paceFrames, type ReplaySpeed } from './paceFrames.js';
export { readRecording, type ReadOptions } from './readRecording.js';
export { type RecordedFrame } from './recordedFrame.js';
export { lineOfFrame } from './recordedLine.js';
export { type RecordingBytes, type RecordingSource } from './recordingBytes.js';
export { RecordingError, type RecordingFault } from './recordingError.js';
export { replayBooks, type ReplayReport } from './replayBooks.js';
export { recordPorts, type PortRecorder, type RecordedPorts } from './recordPorts.js';
export {
  writeRecording,
  type RecordingOrigin,
  type RecordingWriter,
  type WrittenRecording,
} from './writeRecording.js';
