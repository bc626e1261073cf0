package io.tocsin.core.config;

import java.io.IOException;
import java.util.List;

/** Port: the files that a configuration names. The shell reads them from disk; tests and scenarios from memory. */
public interface FileSource {
    /**
     * @param path absolute, or relative to the working directory of the process
     * @throws IOException if the file is missing or unreadable; the message names the path
     */
    byte[] read(String path) throws IOException;

    /** Whether reading would wait for another program to write. */
    default boolean isPipe(String path) {
        return false;
    }

    /** The paths that match, folder by folder and in byte order in each; what cannot be listed is passed over. */
    List<String> glob(PathGlob pattern);
}
