package io.tocsin.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PageLinksTest {
    @ParameterizedTest
    @CsvSource({
        "/ui,,./#/alerts",
        "/ui/,,../#/alerts",
        "/ui/alerts,,../#/alerts",
        "/ui/alerts/,,../../#/alerts",
        "/ui/alerts,filter=%7Ba%3D%22b%22%7D&silenced=true,../#/alerts?filter=%7Ba%3D%22b%22%7D&silenced=true",
        "/ui/silences,,../#/silences",
        "/ui/silences/new,comment=a%20b,../../#/silences/new?comment=a%20b",
        "/ui/silences/0a1b,,../../#/silences/0a1b",
        "/ui/silences/0a1b/,,../../../#/silences/0a1b",
        "/ui/silences/0a1b/edit,x=y,../../../#/silences/0a1b/edit?x=y",
        "/ui/status,,../#/status",
        "/ui/settings,,../#/settings",
    })
    void inPage_knownScreen_leadsThereFromWhereverTheProxyHasPutIt(String path, String query, String expected) {
        String given = query == null ? "" : query;
        assertThat(PageLinks.inPage(path, given)).contains(expected);
        // As a browser does it.
        assertThat(URI.create("http://h/team/am" + path).resolve(expected).toString())
                .startsWith("http://h/team/am/#/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/ui/nothing", "/ui/alerts/x", "/ui/silences/a/b", "/ui/silences/a/edit/b", "/uix", "/ui//"})
    void inPage_unknownScreen_isNone(String path) {
        assertThat(PageLinks.inPage(path, "")).isEmpty();
    }
}
