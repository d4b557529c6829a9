/*
 * judge_spanish.c - Spanish names typed without their accents.
 *
 * The search folds accents, so nothing is lost for who asks; but names are shown, and a reader of
 * Spanish sees the fault.  Only words are listed that are none without the accent, or never mean
 * goods without it ("bebe", drinks, for "bebé"); pairs such as papa/papá are left alone.
 */
#include <string.h>

#include "model/judge_parts.h"

/* Singular, as typed without accents, and as it should be.  One that ends in "o" stands for the
 * feminine too, one that ends in a vowel for the plural; plurals in "-es" need no accent. */
static const struct spelling {
	const char *bare, *right;
} spellings[] = {
	{ "acido", "ácido" },
	{ "acrilico", "acrílico" },
	{ "album", "álbum" },
	{ "algodon", "algodón" },
	{ "antibiotico", "antibiótico" },
	{ "arandano", "arándano" },
	{ "arbol", "árbol" },
	{ "articulo", "artículo" },
	{ "atun", "atún" },
	{ "audifono", "audífono" },
	{ "automatico", "automático" },
	{ "automovil", "automóvil" },
	{ "avion", "avión" },
	{ "azafran", "azafrán" },
	{ "azucar", "azúcar" },
	{ "balon", "balón" },
	{ "bano", "baño" },
	{ "bateria", "batería" },
	{ "bebe", "bebé" },
	{ "biberon", "biberón" },
	{ "bidon", "bidón" },
	{ "bisturi", "bisturí" },
	{ "bisuteria", "bisutería" },
	{ "boligrafo", "bolígrafo" },
	{ "boton", "botón" },
	{ "brocoli", "brócoli" },
	{ "cafe", "café" },
	{ "cajon", "cajón" },
	{ "calcetin", "calcetín" },
	{ "camara", "cámara" },
	{ "camaron", "camarón" },
	{ "camion", "camión" },
	{ "carbon", "carbón" },
	{ "carton", "cartón" },
	{ "ceramico", "cerámico" },
	{ "cinturon", "cinturón" },
	{ "cojin", "cojín" },
	{ "colchon", "colchón" },
	{ "cosmetico", "cosmético" },
	{ "cronometro", "cronómetro" },
	{ "domestico", "doméstico" },
	{ "edredon", "edredón" },
	{ "elastico", "elástico" },
	{ "electrico", "eléctrico" },
	{ "electronico", "electrónico" },
	{ "energia", "energía" },
	{ "estano", "estaño" },
	{ "farmaceutico", "farmacéutico" },
	{ "ferreteria", "ferretería" },
	{ "hidraulico", "hidráulico" },
	{ "helicoptero", "helicóptero" },
	{ "inalambrico", "inalámbrico" },
	{ "jabon", "jabón" },
	{ "jamon", "jamón" },
	{ "joyeria", "joyería" },
	{ "lampara", "lámpara" },
	{ "lapiz", "lápiz" },
	{ "latex", "látex" },
	{ "laton", "latón" },
	{ "limon", "limón" },
	{ "lenceria", "lencería" },
	{ "liquido", "líquido" },
	{ "magnetico", "magnético" },
	{ "maiz", "maíz" },
	{ "manometro", "manómetro" },
	{ "maquina", "máquina" },
	{ "marmol", "mármol" },
	{ "mecanico", "mecánico" },
	{ "medico", "médico" },
	{ "melon", "melón" },
	{ "metalico", "metálico" },
	{ "microfono", "micrófono" },
	{ "muneca", "muñeca" },
	{ "neumatico", "neumático" },
	{ "nino", "niño" },
	{ "optico", "óptico" },
	{ "organico", "orgánico" },
	{ "ortopedico", "ortopédico" },
	{ "pantalon", "pantalón" },
	{ "pestana", "pestaña" },
	{ "petroleo", "petróleo" },
	{ "plastico", "plástico" },
	{ "platano", "plátano" },
	{ "poliester", "poliéster" },
	{ "portatil", "portátil" },
	{ "proteina", "proteína" },
	{ "quimico", "químico" },
	{ "quirurgico", "quirúrgico" },
	{ "salmon", "salmón" },
	{ "sarten", "sartén" },
	{ "senal", "señal" },
	{ "sillon", "sillón" },
	{ "sintetico", "sintético" },
	{ "sofa", "sofá" },
	{ "sosten", "sostén" },
	{ "tapon", "tapón" },
	{ "telefonico", "telefónico" },
	{ "telefono", "teléfono" },
	{ "termico", "térmico" },
	{ "termometro", "termómetro" },
	{ "tuberia", "tubería" },
	{ "turron", "turrón" },
	{ "valvula", "válvula" },
	{ "vehiculo", "vehículo" },
	{ "violin", "violín" },
};

static bool
is_vowel(char c)
{
	return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

/* How many bytes WORD shares with the singular S before its own ending; 0: it is no form of S. */
static size_t
stem_of(struct str word, const char *s)
{
	size_t n = strlen(s);
	char last = s[n - 1];
	struct str w = word;

	if (w.n == n + 1 && w.p[n] == 's' && is_vowel(last))
		w.n--;
	if (w.n != n || strncmp(w.p, s, n - 1) != 0)
		return 0;
	if (w.p[n - 1] == last)
		return n;
	return last == 'o' && w.p[n - 1] == 'a' ? n - 1 : 0;
}

/* WORD (lower-case ASCII) as it should be spelled; NULL when nothing is certain. */
static const char *
respell(struct arena *a, struct str word)
{
	size_t i, n, k;

	/* No Spanish word ends in these without the accent. */
	if (word.n > 4 && (str_ends(word, "cion") || str_ends(word, "sion")))
		return arena_printf(a, "%.*són", (int)(word.n - 2), word.p);
	for (i = 0; i < sizeof(spellings) / sizeof(spellings[0]); i++) {
		n = stem_of(word, spellings[i].bare);
		if (n == 0)
			continue;
		/* Where the ending differs, the last letter of both is a plain "o". */
		k = strlen(spellings[i].right) - (strlen(spellings[i].bare) - n);
		return arena_printf(
		    a, "%.*s%.*s", (int)k, spellings[i].right, (int)(word.n - n), word.p + n);
	}
	return NULL;
}

void
judge_spanish(struct judge *j, const struct name *name)
{
	struct str s = str_of(name->text);
	const char *right;
	char *word;
	size_t i, from, k;

	for (i = 0; i < s.n; i++) {
		if (!ascii_isalpha(s.p[i]) && ((unsigned char)s.p[i] & 0x80) == 0)
			continue;
		for (from = i;
		     i < s.n && (ascii_isalpha(s.p[i]) || ((unsigned char)s.p[i] & 0x80) != 0);
		     i++)
			;
		word = arena_strndup(&j->arena, s.p + from, i - from);
		for (k = 0; word[k] != '\0'; k++)
			word[k] = ascii_lower(word[k]);
		right = respell(&j->arena, str_of(word));
		if (right != NULL)
			diag_warn(j->diag, name->loc,
			    "\"%s\" in \"%s\" seems to have lost an accent; "
			    "is it \"%s\"?",
			    word, name->text, right);
	}
}
