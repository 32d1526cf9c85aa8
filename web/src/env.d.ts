/// <reference types="svelte" />
/// <reference types="vite/client" />

/** Whether this is the single-file report, which has its documents inside and no server. */
declare const __REPORT__: boolean;
