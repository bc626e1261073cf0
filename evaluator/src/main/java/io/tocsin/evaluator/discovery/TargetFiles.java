package io.tocsin.evaluator.discovery;

import io.tocsin.core.config.FileSource;
import java.io.IOException;

/** Port: files of targets, and whether they have changed. */
public interface TargetFiles extends FileSource {
    /**
     * Something that is another when the content may be another, such as the time of the last change and the size.
     *
     * @throws IOException if the file is missing or cannot be looked at
     */
    String stateOf(String path) throws IOException;
}
