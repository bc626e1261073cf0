package io.tocsin.server.prometheus;

/**
 * The first scrapes after a start, or after a time in which nobody has scraped. There are no samples that count: rules about
 * what is missing, or about how many there are, would fire before anything has been looked at.
 */
interface FirstScrapes {
    /** There is nothing to scrape. */
    FirstScrapes NONE = new FirstScrapes() {
        @Override
        public boolean areOver(long sinceMillis) {
            return true;
        }

        @Override
        public long longestMillis() {
            return 0;
        }
    };

    /**
     * Whether each target has answered once, or failed to.
     *
     * @param sinceMillis scrapes that began before do not count
     */
    boolean areOver(long sinceMillis);

    /** How long they take at most, of the targets that are there now; 0 if there are none. */
    long longestMillis();
}
