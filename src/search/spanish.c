#include "search/spanish.h"

#include <string.h>

#include "base/limits.h"
#include "words/forms.h"
#include "words/table.h"

/* Sorted. */
static const char *const faint_words[] = {
	"amarilla",
	"amarillas",
	"amarillo",
	"amarillos",
	"azul",
	"azules",
	"beige",
	"blanca",
	"blancas",
	"blanco",
	"blancos",
	"bonita",
	"bonito",
	"chica",
	"chico",
	"clasico",
	"color",
	"colores",
	"corta",
	"cortas",
	"corto",
	"cortos",
	"decorativa",
	"decorativas",
	"decorativo",
	"decorativos",
	"especial",
	"especiales",
	"extra",
	"fina",
	"fino",
	"gran",
	"grande",
	"grandes",
	"gris",
	"grises",
	"larga",
	"largas",
	"largo",
	"largos",
	"ligera",
	"ligero",
	"liviana",
	"liviano",
	"marron",
	"mediana",
	"mediano",
	"mini",
	"moderna",
	"moderno",
	"multicolor",
	"negra",
	"negras",
	"negro",
	"negros",
	"nueva",
	"nuevas",
	"nuevo",
	"nuevos",
	"pequena",
	"pequenas",
	"pequeno",
	"pequenos",
	"personalizada",
	"personalizado",
	"plateada",
	"plateado",
	"portatil",
	"premium",
	"profesional",
	"roja",
	"rojas",
	"rojo",
	"rojos",
	"rosa",
	"rosado",
	"suave",
	"suaves",
	"talla",
	"tallas",
	"tamano",
	"usada",
	"usadas",
	"usado",
	"usados",
	"varias",
	"varios",
	"verde",
	"verdes",
	"vintage",
};

/* Sorted. */
static const char *const noise_words[] = {
	"asdf",
	"barata",
	"baratas",
	"barato",
	"baratos",
	"calidad",
	"cantidad",
	"compra",
	"comprar",
	"comprare",
	"compro",
	"costo",
	"docena",
	"embarque",
	"envio",
	"envios",
	"exportacion",
	"fabrica",
	"factura",
	"importacion",
	"importaciones",
	"importadas",
	"importado",
	"importados",
	"importar",
	"importo",
	"kg",
	"kilos",
	"lote",
	"lotes",
	"marca",
	"marcas",
	"mayoreo",
	"mayorista",
	"mercancia",
	"mercancias",
	"modelo",
	"necesito",
	"oferta",
	"ofertas",
	"original",
	"originales",
	"pedido",
	"precio",
	"precios",
	"producto",
	"productos",
	"proveedor",
	"quiero",
	"surtida",
	"surtidas",
	"surtido",
	"surtidos",
	"tonelada",
	"toneladas",
	"traer",
	"vendo",
	"venta",
	"ventas",
};

/* Sorted. */
static const char *const measure_words[] = {
	"bolsa",
	"bolsas",
	"bote",
	"botella",
	"botellas",
	"caja",
	"cajas",
	"carton",
	"coleccion",
	"contenedor",
	"docena",
	"docenas",
	"frasco",
	"frascos",
	"juego",
	"juegos",
	"kit",
	"lata",
	"latas",
	"lote",
	"lotes",
	"paquete",
	"paquetes",
	"par",
	"pares",
	"pieza",
	"piezas",
	"rollo",
	"rollos",
	"saco",
	"sacos",
	"set",
	"sets",
	"surtido",
	"tipo",
	"unidad",
	"unidades",
	"variedad",
};

/* Sorted. */
static const char *const excludes_words[] = {
	"excepto",
	"excluido",
	"excluyendo",
	"menos",
	"salvo",
	"sin",
};

/* Sorted. */
static const char *const asks_words[] = {
	"acaso",
	"adonde",
	"como",
	"cual",
	"cuales",
	"cuando",
	"cuanta",
	"cuantas",
	"cuanto",
	"cuantos",
	"deberia",
	"debo",
	"donde",
	"es",
	"estoy",
	"existe",
	"hay",
	"podria",
	"porque",
	"puede",
	"pueden",
	"puedo",
	"que",
	"quien",
	"quienes",
	"tengo",
};

/* Sorted. */
static const char *const topic_words[] = {
	"7501",
	"ace",
	"aduana",
	"aduanal",
	"aduanales",
	"aduanas",
	"aduanera",
	"aduanero",
	"agente",
	"agentes",
	"antidumping",
	"apelacion",
	"apelar",
	"arancel",
	"arancelaria",
	"arancelario",
	"aranceles",
	"asignacion",
	"asignada",
	"asignado",
	"asignan",
	"asignar",
	"autoridad",
	"bonificacion",
	"buzon",
	"cbp",
	"cee",
	"ceees",
	"cf28",
	"cf29",
	"compensatorias",
	"compensatorios",
	"confiscacion",
	"contactar",
	"corredor",
	"corredores",
	"correo",
	"csms",
	"ctpat",
	"declaracion",
	"declaraciones",
	"decomisaron",
	"decomiso",
	"demora",
	"derechos",
	"despachante",
	"despacho",
	"devolucion",
	"director",
	"divulgacion",
	"drawback",
	"entrada",
	"excelencia",
	"experiencia",
	"fianza",
	"formulario",
	"formularios",
	"ftz",
	"funcionario",
	"gobierno",
	"gubernamental",
	"hts",
	"htsus",
	"importador",
	"importadora",
	"importadoras",
	"importadores",
	"impuesto",
	"impuestos",
	"inspeccion",
	"isa",
	"isf",
	"liberacion",
	"liberen",
	"liquidacion",
	"liquidaciones",
	"liquidada",
	"liquide",
	"mandar",
	"multa",
	"multas",
	"oficina",
	"oficinas",
	"pagar",
	"pago",
	"pagos",
	"penalidad",
	"penalidades",
	"plazo",
	"predominante",
	"programa",
	"programas",
	"protesta",
	"protestar",
	"protestas",
	"psc",
	"puerto",
	"puertos",
	"recaudacion",
	"reclamar",
	"reclamo",
	"reconciliacion",
	"reembolso",
	"reembolsos",
	"registros",
	"reglamento",
	"resolucion",
	"resoluciones",
	"retencion",
	"retenida",
	"retenido",
	"retuvieron",
	"sancion",
	"sanciones",
	"solicitar",
	"solicitud",
	"tib",
	"tramite",
	"tramites",
	"transferencia",
	"usc",
	"vencimiento",
};

/* Sorted. */
static const char *const weak_words[] = {
	"atlanta",
	"buffalo",
	"cambiar",
	"cambio",
	"carga",
	"carta",
	"chicago",
	"ciudad",
	"clasificacion",
	"cliente",
	"codigo",
	"codigos",
	"contacto",
	"correccion",
	"corregir",
	"cuenta",
	"cuentas",
	"detroit",
	"direccion",
	"email",
	"empresa",
	"empresas",
	"especialista",
	"examen",
	"extension",
	"historia",
	"houston",
	"laredo",
	"lista",
	"miami",
	"numero",
	"partida",
	"peticion",
	"telefono",
};

/* Sorted. */
static const char *const wrapping_words[] = {
	"agencia",
	"atiende",
	"bajo",
	"clasifica",
	"clasifican",
	"comprar",
	"corresponde",
	"corresponden",
	"cubre",
	"cubren",
	"dirijo",
	"encarga",
	"encargada",
	"encargado",
	"encargan",
	"hacer",
	"hago",
	"importa",
	"importacion",
	"importamos",
	"importan",
	"importando",
	"importar",
	"importo",
	"lleva",
	"llevar",
	"maneja",
	"manejan",
	"mercancia",
	"mercancias",
	"necesito",
	"ocupa",
	"ocupan",
	"pertenece",
	"pertenecen",
	"poner",
	"producto",
	"productos",
	"quiero",
	"responsable",
	"revisa",
	"toca",
	"tocan",
	"traer",
	"trata",
	"tratan",
	"va",
	"van",
	"vender",
};

/* Is LONGER the plural of WORD? */
static bool
is_plural(const char *longer, const char *word)
{
	size_t n = strlen(word);

	if (n > 0 && word[n - 1] == 'z' && strncmp(longer, word, n - 1) == 0 &&
	    strcmp(longer + n - 1, "ces") == 0)
		return true;
	return strncmp(longer, word, n) == 0 &&
	       (strcmp(longer + n, "s") == 0 || strcmp(longer + n, "es") == 0);
}

bool
spanish_same(const char *a, const char *b)
{
	return strcmp(a, b) == 0 || is_plural(a, b) || is_plural(b, a);
}

bool
spanish_is_faint(const char *word)
{
	return TABLE_HAS(faint_words, word);
}

bool
spanish_is_noise(const char *word)
{
	return TABLE_HAS(noise_words, word);
}

bool
spanish_is_measure(const char *word)
{
	return TABLE_HAS(measure_words, word);
}

bool
spanish_excludes(const char *word)
{
	return TABLE_HAS(excludes_words, word);
}

bool
spanish_asks(const char *word)
{
	return TABLE_HAS(asks_words, word);
}

bool
spanish_is_topic(const char *word)
{
	return TABLE_HAS(topic_words, word);
}

bool
spanish_is_weak_topic(const char *word)
{
	return TABLE_HAS(weak_words, word);
}

bool
spanish_is_wrapping(const char *word)
{
	return TABLE_HAS(wrapping_words, word);
}

/* Does a text in English have the word? */
static bool
is_english(const struct store *s, struct arena *a, const char *surface)
{
	const struct store_word *w = store_word(s, surface);

	return (w != NULL && w->n > 1) || /* once: a Spanish name may be all */
	       store_term(s, words_term(s->words, a, surface)) != UINT32_MAX;
}

/* Words of questions and shops ("aduana"). */
bool
spanish_is_word(const char *w)
{
	return forms_stop_spanish(w) || spanish_asks(w) || spanish_is_topic(w) ||
	       spanish_is_wrapping(w) || spanish_is_noise(w) || spanish_is_weak_topic(w) ||
	       spanish_is_faint(w) || strcmp(w, "centro") == 0 || strcmp(w, "centros") == 0;
}

/* The same as a sign of the language: "cbp" and "drawback" are none. */
static bool
is_listed(const char *w)
{
	static const char *const both[] = { "7501", "ace", "atlanta", "buffalo", "cbp", "cee",
		"cf28", "cf29", "chicago", "csms", "ctpat", "detroit", "director", "drawback",
		"email", "extension", "ftz", "houston", "hts", "htsus", "isa", "isf", "laredo",
		"miami", "psc", "tib", "usc" };

	return !TABLE_HAS(both, w) && spanish_is_word(w);
}

static bool
is_spanish(const struct store *s, struct arena *a, const char *w)
{
	return store_term(s, words_term_in(s->words, LANG_ES, a, w)) != UINT32_MAX;
}

enum lang
spanish_or_english(const struct store *s, struct arena *a, struct str text)
{
	struct word *w = arena_alloc(a, LIMIT_QUERY_WORDS * sizeof(*w));
	size_t n = words_split(s->words, a, text, w, LIMIT_QUERY_WORDS), i, en = 0, es = 0;

	if (s->in[LANG_ES] == NULL && s->lang == LANG_EN)
		return LANG_EN;
	for (i = 0; i < n; i++) {
		const char *x = w[i].surface;
		bool stop_es = forms_stop_spanish(x), stop_en = forms_stop(x) || forms_asks(x);

		if ((w[i].flags & WORD_NUMBER) != 0)
			continue;
		if (stop_es || stop_en) {
			es += stop_es && !(stop_en && !forms_opens(x));
			en += stop_en && !stop_es;
			continue;
		}
		if (spanish_is_topic(x) && is_english(s, a, x))
			continue; /* "ACE", "antidumping": a word of customs in both */
		if (is_english(s, a, x))
			en += 2;
		else if (is_listed(x))
			es += 2;
		if (is_spanish(s, a, x) && !is_listed(x))
			es += 2;
	}
	if (es == en)
		return s->lang;
	return es > en ? LANG_ES : LANG_EN;
}

bool
spanish_alone(const struct store *s, struct arena *a, struct str text)
{
	struct word *w = arena_alloc(a, LIMIT_QUERY_WORDS * sizeof(*w));
	size_t n = words_split(s->words, a, text, w, LIMIT_QUERY_WORDS), i, other = 0;

	for (i = 0; i < n; i++) {
		if ((w[i].flags & WORD_NUMBER) != 0 || forms_stop_spanish(w[i].surface))
			continue;
		if (forms_stop(w[i].surface) || is_english(s, a, w[i].surface))
			return false;
		other++;
	}
	return other > 0;
}
