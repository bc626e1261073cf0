package io.tocsin.server.prometheus;

import io.tocsin.core.config.FileSource;
import io.tocsin.core.config.PathGlob;
import io.tocsin.evaluator.discovery.TargetFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/** Files of targets on this machine. Thread-safe. */
record TargetFilesOnDisk(FileSource files) implements TargetFiles {
    /** Also another one when a file was replaced within a tick of the clock by one of the same size. */
    @Override
    public String stateOf(String path) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(Path.of(path), BasicFileAttributes.class);
        return attributes.lastModifiedTime() + " " + attributes.size() + " " + attributes.fileKey();
    }

    @Override
    public byte[] read(String path) throws IOException {
        return files.read(path);
    }

    @Override
    public boolean isPipe(String path) {
        return files.isPipe(path);
    }

    @Override
    public List<String> glob(PathGlob pattern) {
        return files.glob(pattern);
    }
}
