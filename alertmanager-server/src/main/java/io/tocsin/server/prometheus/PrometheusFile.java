package io.tocsin.server.prometheus;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.config.FileSource;
import io.tocsin.core.yaml.Problem;
import io.tocsin.evaluator.config.Decoded;
import io.tocsin.evaluator.config.Expressions;
import io.tocsin.evaluator.config.PrometheusConfiguration;
import io.tocsin.evaluator.config.PrometheusConfigurationDecoder;
import io.tocsin.server.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The file that {@code --prometheus.config.file} names, with the rule files that it names. Thread-safe. */
final class PrometheusFile {
    private final String path;
    private final FileSource files;
    private final PrometheusConfigurationDecoder decoder;

    /** @param expressions says which expressions can be evaluated */
    PrometheusFile(String path, FileSource files, Expressions expressions) {
        this.path = requireNonNull(path, "path");
        this.files = requireNonNull(files, "files");
        this.decoder = new PrometheusConfigurationDecoder(expressions, System::getenv).readingFiles(files);
    }

    /** What the files say. */
    record Loaded(PrometheusConfiguration configuration, List<Problem> warnings) {}

    /** As given on the command line. */
    String path() {
        return path;
    }

    /** @throws ConfigurationException if one of the files cannot be read, or not be accepted */
    Loaded load() throws ConfigurationException {
        Decoded<PrometheusConfiguration> decoded = decoder.decode(path, text());
        if (decoded instanceof Decoded.Accepted<PrometheusConfiguration> accepted) {
            return new Loaded(accepted.value(), accepted.warnings());
        } else if (decoded instanceof Decoded.Refused<PrometheusConfiguration> refused) {
            throw refused(refused.refusal().originalText(), refused.refusal().errors());
        }
        throw new AssertionError("unhandled result: " + decoded);
    }

    /** @see "Upstream: cmd/prometheus, what it says of a file that cannot be loaded" */
    private ConfigurationException refused(String why, List<Problem> problems) {
        return new ConfigurationException(
                "couldn't load configuration (--prometheus.config.file=\"" + path + "\"): " + why, problems);
    }

    private String text() throws ConfigurationException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(files.read(path)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw refused("it is not UTF-8 text; save it in that encoding", List.of());
        } catch (IOException e) {
            throw refused(String.valueOf(e.getMessage()), List.of());
        }
    }
}
