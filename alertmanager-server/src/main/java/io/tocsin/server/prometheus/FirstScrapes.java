package io.tocsin.server.prometheus;

/**
 * The first scrapes after a start. The store begins empty: rules about what is missing, or about how many there are, would
 * fire before anything has been looked at.
 */
interface FirstScrapes {
    /** There is nothing to scrape. */
    FirstScrapes NONE = new FirstScrapes() {
        @Override
        public boolean areOver() {
            return true;
        }

        @Override
        public long longestMillis() {
            return 0;
        }
    };

    /** Whether each target has answered once, or failed to. */
    boolean areOver();

    /** How long they take at most; 0 if there are none. */
    long longestMillis();
}
