package io.tocsin.server.configuration;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.config.Configuration;
import io.tocsin.core.config.ConfigurationDecoder;
import io.tocsin.core.config.ConfigurationResult;
import io.tocsin.core.config.FileSource;
import io.tocsin.core.yaml.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The file that {@code --config.file} names. Thread-safe. */
public final class ConfigurationFile {
    private final String path;
    private final ConfigurationDecoder decoder;
    private final FileSource files;

    public ConfigurationFile(String path, ConfigurationDecoder decoder, FileSource files) {
        this.path = requireNonNull(path, "path");
        this.decoder = requireNonNull(decoder, "decoder");
        this.files = requireNonNull(files, "files");
    }

    /** As given on the command line. */
    public String path() {
        return path;
    }

    /**
     * What a good file holds.
     *
     * @param bytes the file as it is on disk, for its hash
     */
    @SuppressWarnings("ArrayRecordComponent") // Handed on once, never compared.
    public record Loaded(Configuration configuration, List<Problem> warnings, byte[] bytes) {}

    /** @throws ConfigurationException if the file cannot be read, or not be accepted */
    public Loaded load() throws ConfigurationException {
        byte[] bytes = read();
        ConfigurationResult result = decoder.decode(path, text(bytes));
        if (result instanceof ConfigurationResult.Accepted accepted) {
            return new Loaded(accepted.configuration(), accepted.warnings(), bytes);
        } else if (result instanceof ConfigurationResult.Refused refused) {
            throw new ConfigurationException(refused.originalText(), refused.errors());
        }
        throw new AssertionError("unhandled result: " + result);
    }

    private String text(byte[] bytes) throws ConfigurationException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ConfigurationException(path + ": is not UTF-8 text; save it in that encoding", List.of());
        }
    }

    private byte[] read() throws ConfigurationException {
        try {
            return files.read(path);
        } catch (IOException e) {
            throw new ConfigurationException(String.valueOf(e.getMessage()), List.of());
        }
    }
}
