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

    /**
     * @param pattern a shell glob such as {@code templates/*.tmpl}
     * @return matching paths in byte order; empty when none match
     * @throws IOException if a folder on the way cannot be listed
     */
    List<String> glob(String pattern) throws IOException;
}
