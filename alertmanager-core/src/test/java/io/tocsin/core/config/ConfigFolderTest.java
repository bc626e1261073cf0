package io.tocsin.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfigFolderTest {
    @ParameterizedTest
    @CsvSource({
        "alertmanager.yml,a/b,a/b",
        "alertmanager.yml,./a/../b,b",
        "alertmanager.yml,../a,../a",
        "./c/x.yml,a,c/a",
        "c/x.yml,../../a,../a",
        "/etc/x.yml,a//b/,/etc/a/b",
        "/x.yml,../a,/a",
        "/etc/x.yml,/a/../b,/a/../b",
        "/etc/x.yml,'',''",
        "c/x.yml,..,.",
    })
    void join_path_isGos(String config, String path, String joined) {
        assertThat(ConfigFolder.of(config).join(path)).isEqualTo(joined);
    }
}
