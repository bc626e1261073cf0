package io.tocsin.server.configuration;

/**
 * What is loaded along with the configuration of the router: both are taken, or none of them. Called by one thread at a
 * time.
 */
public interface CompanionConfiguration {
    /** There is nothing else to load. */
    CompanionConfiguration NONE = new CompanionConfiguration() {
        @Override
        public String path() {
            return "";
        }

        @Override
        public Prepared prepare() {
            return () -> {};
        }
    };

    /** Of the file, as given on the command line. */
    String path();

    /**
     * Reads and checks what is there now, and changes nothing.
     *
     * @throws ConfigurationException if it is not taken
     */
    Prepared prepare() throws ConfigurationException;

    /** What was found good. */
    @FunctionalInterface
    interface Prepared {
        /** Puts it in force. Called once, or never if the router's configuration is not taken. */
        void takeEffect();
    }
}
