# Made by odelia report; run gnuplot on this file to draw it again.
$c0 << EOD
4 91.098241 0
4 91.098241 0
8 28.051671 0
8 28.051671 0
12 20.577263 0
20 1.2929531 0
28 0.2701919 0
48 0.027285717 0
EOD
$c1 << EOD
5 58.432781 0
5 58.432781 0
10 19.863301 0
15 0.7450552 0
20 0.20026614 0
30 0.01615125 0
50 0.0039758884 0
EOD
$c2 << EOD
7 4.1442373 0
7 4.1442373 0
13 1.3309327 0
19 0.70188864 0
25 0.05096436 0
49 0.0090971021 0
EOD
$c3 << EOD
4 28.71591 0
6 79.7018 0
8 25.063295 0
10 10.8572 0
15 0.20387415 0
20 0.073803971 0
30 0.012481801 0
50 0.0019697657 0
EOD
$c4 << EOD
4 32.379384 0
4 32.379384 0
8 2.9524623 0
8 2.9524623 0
12 0.32873394 0
20 0.028100537 0
28 0.0092828548 0
48 0.0039208555 0
EOD
$c5 << EOD
4 33.755304 0
4 33.755304 0
8 2.3291649 0
8 2.3291649 0
12 0.21351784 0
20 0.021718542 0
28 0.0085751847 0
48 0.0038597614 0
EOD
$c6 << EOD
6 2.6606719 0
6 2.6606719 0
6 2.6606719 0
12 0.21099325 0
18 0.080582079 0
30 0.023435794 0
48 0.0075046079 0
EOD
$c7 << EOD
8 1.2425541 0
8 1.2425541 0
8 1.2425541 0
16 0.076819954 0
24 0.018087464 0
48 0.0045992715 0
EOD
$c8 << EOD
4 0.49562001 0
6 0.46727874 0
8 0.42560166 0
10 0.38877873 0
14 0.30826202 0
20 0.21814441 0
30 0.13781382 0
50 0.066491857 0
EOD
$c9 << EOD
4 57.357894 0
15 0.069280674 0
20 0.026145802 0
30 0.00953492 0
50 0.00238006 0
EOD
$c10 << EOD
3 0.49833331 0
6 0.43998272 0
6 0.43998272 0
9 0.35851573 0
15 0.2052207 0
18 0.15375642 0
30 0.064212296 0
48 0.020588688 0
EOD
$c11 << EOD
4 30.531819 0
6 3.0788037 0
8 0.41616877 0
10 0.33133548 0
15 0.078332883 0
20 0.03389147 0
30 0.013392643 0
50 0.0028740102 0
EOD
$c12 << EOD
3 43.747411 0
6 2.1618314 0
6 2.1618314 0
9 0.21182165 0
15 0.035357825 0
18 0.022600491 0
30 0.0094067689 0
48 0.0039728402 0
EOD
$c13 << EOD
6 0.54387078 0
6 0.54387078 0
6 0.54387078 0
12 0.20065068 0
18 0.07846232 0
30 0.019942985 0
48 0.0068713543 0
EOD
$c14 << EOD
7 0.46922621 0
7 0.46922621 0
13 0.13335015 0
19 0.045871694 0
25 0.021872264 0
49 0.0051133242 0
EOD
$c15 << EOD
8 0.30110435 0
8 0.30110435 0
8 0.30110435 0
16 0.064355898 0
24 0.020324028 0
48 0.0039654463 0
EOD
$c16 << EOD
4 0.44836899 0
4 0.44836899 0
8 0.35009113 0
8 0.35009113 0
12 0.22462475 0
20 0.089646809 0
28 0.033134358 0
48 0.0051682321 0
EOD
$c17 << EOD
3 66.379925 0
6 1.9618296 0
6 1.9618296 0
9 0.15684393 0
15 0.022829823 0
18 0.01340978 0
30 0.0041995038 0
48 0.0016192841 0
EOD
$c18 << EOD
4 0.36958105 0
6 0.23603542 0
8 0.17914102 0
10 0.14741681 0
15 0.10053481 0
20 0.081587891 0
30 0.056088404 0
50 0.034246583 0
EOD
$c19 << EOD
4 0.61614968 0
6 0.30704652 0
8 0.2267215 0
10 0.18553049 0
14 0.10802608 0
20 0.065943597 0
30 0.032724166 0
50 0.009344002 0
EOD
$c20 << EOD
5 0.99711286 0
5 0.99711286 0
10 0.14195425 0
15 0.065398437 0
20 0.02938214 0
30 0.011286794 0
50 0.0053377792 0
EOD
$c21 << EOD
6 0.49840457 0
6 0.49840457 0
6 0.49840457 0
12 0.15457486 0
18 0.019335395 0
30 0.0087759682 0
48 0.0043652733 0
EOD
$c22 << EOD
3 0.62018116 0
6 0.37024159 0
6 0.37024159 0
9 0.36508333 0
15 0.10016077 0
18 0.079400079 0
30 0.012738033 0
48 0.0029586197 0
EOD
$c23 << EOD
4 2.4444772 0
6 0.60245315 0
8 0.23733177 0
10 0.12787322 0
15 0.054523163 0
20 0.032607942 0
30 0.016653051 0
50 0.0065173084 0
EOD
$c24 << EOD
4 3.10632 0
6 0.52696071 0
8 0.21701792 0
10 0.12275763 0
14 0.046854955 0
20 0.024640104 0
30 0.010258656 0
50 0.0073380424 0
EOD
$c25 << EOD
4 3.10632 0
6 0.52696071 0
8 0.21701792 0
10 0.12275763 0
14 0.046854955 0
20 0.024640104 0
30 0.010258656 0
50 0.0073380424 0
EOD
$c26 << EOD
4 0.20617903 0
6 0.15792667 0
8 0.12915949 0
10 0.1108925 0
15 0.08032344 0
20 0.064932747 0
30 0.045649489 0
50 0.029123 0
EOD
$c27 << EOD
3 0.47816517 0
6 0.2391994 0
6 0.2391994 0
9 0.17671368 0
15 0.089202693 0
18 0.052016961 0
30 0.020965641 0
48 0.0053183792 0
EOD
$c28 << EOD
4 1.1835276 0
4 1.1835276 0
8 0.1441108 0
8 0.1441108 0
12 0.060985872 0
20 0.020058633 0
28 0.0080236045 0
48 0.0042718776 0
EOD
$c29 << EOD
4 1.3219538 0
4 1.3219538 0
8 0.14242197 0
8 0.14242197 0
12 0.05605881 0
20 0.01715729 0
28 0.0073557888 0
48 0.0040405128 0
EOD
$c30 << EOD
4 1.2426702 0
4 1.2426702 0
8 0.14971172 0
8 0.14971172 0
12 0.057706677 0
20 0.017108283 0
28 0.0071146733 0
48 0.0039662094 0
EOD
$c31 << EOD
4 3.5618771 0
6 0.43850145 0
8 0.1652398 0
10 0.090196494 0
14 0.049874246 0
20 0.02096772 0
30 0.0096101178 0
50 0.0035275641 0
EOD
$c32 << EOD
4 1.174888 0
4 1.174888 0
8 0.14073346 0
8 0.14073346 0
12 0.055750817 0
20 0.017043336 0
28 0.007308082 0
48 0.004035128 0
EOD
$c33 << EOD
4 0.58386786 0
4 0.58386786 0
8 0.17550854 0
8 0.17550854 0
12 0.078619152 0
20 0.0254377 0
28 0.0091532356 0
48 0.0038305627 0
EOD
$c34 << EOD
4 0.2668779 0
6 0.1776381 0
8 0.13295141 0
10 0.10260173 0
14 0.073701997 0
20 0.052282742 0
30 0.029175151 0
50 0.009747541 0
EOD
$c35 << EOD
4 1.0005596 0
4 1.0005596 0
8 0.13164273 0
8 0.13164273 0
12 0.044152792 0
20 0.012525181 0
28 0.0069698303 0
48 0.0017031391 0
EOD
$c36 << EOD
4 0.21753372 0
6 0.14472323 0
8 0.10615968 0
10 0.088345068 0
14 0.063875012 0
20 0.036551152 0
30 0.022593238 0
50 0.0072472108 0
EOD
$c37 << EOD
3 2.1282068 0
6 0.20773432 0
6 0.20773432 0
9 0.081976282 0
15 0.033843037 0
18 0.0181331 0
30 0.007539928 0
48 0.0029466707 0
EOD
$c38 << EOD
4 0.48848159 0
6 0.1321156 0
8 0.044348298 0
10 0.03328525 0
15 0.036324781 0
20 0.03473859 0
30 0.02803154 0
50 0.019797014 0
EOD
$c39 << EOD
4 0.2512512 0
6 0.16770313 0
8 0.1336127 0
10 0.089282377 0
14 0.050869518 0
20 0.02946386 0
30 0.013154361 0
50 0.0062570442 0
EOD
$c40 << EOD
4 0.19171521 0
6 0.13074006 0
8 0.096003509 0
10 0.075713758 0
15 0.046291136 0
20 0.03418146 0
30 0.020592414 0
50 0.0083655687 0
EOD
$c41 << EOD
4 0.19171521 0
6 0.13074006 0
8 0.096003509 0
10 0.075713758 0
15 0.046291136 0
20 0.03418146 0
30 0.020592414 0
50 0.0083655687 0
EOD
$c42 << EOD
4 0.19171521 0
6 0.13074006 0
8 0.096003509 0
10 0.075713758 0
15 0.046291136 0
20 0.03418146 0
30 0.020592414 0
50 0.0083655687 0
EOD
$c43 << EOD
3 1.013795 0
6 0.16203297 0
6 0.16203297 0
9 0.087764315 0
15 0.040203755 0
18 0.018774749 0
30 0.0077567912 0
48 0.0032072931 0
EOD
$c44 << EOD
4 0.70685961 0
6 0.39127303 0
8 0.17663045 0
10 0.08612253 0
15 0.031962317 0
20 0.013732541 0
30 0.010484729 0
50 0.0015408132 0
EOD
$c45 << EOD
3 1.6226365 0
6 0.14928029 0
6 0.14928029 0
9 0.066310712 0
15 0.023513788 0
18 0.015102133 0
30 0.0070897679 0
48 0.0035916518 0
EOD
$c46 << EOD
4 0.17424567 0
6 0.10621826 0
8 0.072592311 0
10 0.071708361 0
15 0.066044975 0
20 0.067882488 0
30 0.029508872 0
50 0.0012695611 0
EOD
$c47 << EOD
4 0.15639958 0
6 0.1407973 0
8 0.097451178 0
10 0.073278923 0
14 0.047649942 0
20 0.028694743 0
30 0.013906758 0
50 0.0047652255 0
EOD
$c48 << EOD
4 0.21325697 0
6 0.1266925 0
8 0.08501269 0
10 0.070491533 0
14 0.043932915 0
20 0.022243726 0
30 0.014758096 0
50 0.004372507 0
EOD
$c49 << EOD
4 0.13976066 0
4 0.13976066 0
7 0.15027716 0
10 0.074429527 0
13 0.047777225 0
19 0.02246369 0
28 0.0066472383 0
49 0.0036620342 0
EOD
$c50 << EOD
4 1.3822054 0
6 0.53031098 0
8 0.17091286 0
10 0.071690779 0
15 0.016734048 0
20 0.0091143326 0
30 0.0048934016 0
50 0.00076899541 0
EOD
$c51 << EOD
4 0.19021525 0
6 0.12465409 0
8 0.086703195 0
10 0.064970908 0
15 0.036473357 0
20 0.026030974 0
30 0.011566039 0
50 0.0034655989 0
EOD
$c52 << EOD
4 0.19021525 0
6 0.12465409 0
8 0.086703195 0
10 0.064970908 0
15 0.036473357 0
20 0.026030974 0
30 0.011566039 0
50 0.0034655989 0
EOD
$c53 << EOD
4 0.19021525 0
6 0.12465409 0
8 0.086703195 0
10 0.064970908 0
15 0.036473357 0
20 0.026030974 0
30 0.011566039 0
50 0.0034655989 0
EOD
$c54 << EOD
4 0.14929439 0
6 0.094982962 0
8 0.070580461 0
10 0.057082461 0
15 0.037014577 0
20 0.024933828 0
30 0.013523327 0
50 0.0054306283 0
EOD
$c55 << EOD
6 0.21361916 0
10 0.071213639 0
15 0.028241722 0
20 0.010249985 0
30 0.005709213 0
50 0.0020391049 0
EOD
$c56 << EOD
4 0.23178953 0
6 0.11927267 0
8 0.078112154 0
10 0.057669849 0
14 0.036131997 0
20 0.017442232 0
30 0.011100761 0
50 0.0036449878 0
EOD
$c57 << EOD
4 0.86777749 0
6 0.34258185 0
8 0.12779737 0
10 0.06671172 0
15 0.023282408 0
20 0.0088947154 0
30 0.0031879296 0
50 0.00095294525 0
EOD
$c58 << EOD
4 2.0683409 0
6 0.36193596 0
8 0.099324928 0
10 0.035774822 0
15 0.01250076 0
20 0.0098809125 0
30 0.0033002223 0
50 0.0014443747 0
EOD
$c59 << EOD
4 0.19009822 0
6 0.12321981 0
8 0.083619018 0
10 0.061010097 0
15 0.032551524 0
20 0.021607338 0
30 0.0079571186 0
50 0.0016462711 0
EOD
$c60 << EOD
4 0.19009822 0
6 0.12321981 0
8 0.083619018 0
10 0.061010097 0
15 0.032551524 0
20 0.021607338 0
30 0.0079571186 0
50 0.0016462711 0
EOD
$c61 << EOD
4 0.19009822 0
6 0.12321981 0
8 0.083619018 0
10 0.061010097 0
15 0.032551524 0
20 0.021607338 0
30 0.0079571186 0
50 0.0016462711 0
EOD
$c62 << EOD
4 0.15043744 0
6 0.086250519 0
8 0.065189475 0
10 0.05348258 0
15 0.03089664 0
20 0.019584181 0
30 0.0099990126 0
50 0.0038119157 0
EOD
$c63 << EOD
4 0.8350294 0
6 0.30899767 0
8 0.1163998 0
10 0.060978339 0
15 0.021934023 0
20 0.0084447628 0
30 0.0031716134 0
50 0.00094308105 0
EOD
$c64 << EOD
4 0.14995655 0
6 0.087678122 0
8 0.061799758 0
10 0.048230984 0
15 0.0290696 0
20 0.020956642 0
30 0.010469388 0
50 0.0039806306 0
EOD
$c65 << EOD
3 0.13134995 0
6 0.099270261 0
6 0.099270261 0
9 0.051894329 0
15 0.021258731 0
18 0.017640652 0
30 0.0071600307 0
48 0.0039425553 0
EOD
$c66 << EOD
4 1.1316197 0
6 0.44484826 0
8 0.080738672 0
10 0.051922681 0
15 0.01060651 0
20 0.0058347708 0
30 0.0041275256 0
50 0.00061055335 0
EOD
$c67 << EOD
4 0.17270724 0
6 0.071142988 0
8 0.053386314 0
10 0.043364254 0
15 0.024785294 0
20 0.015986497 0
30 0.0079308837 0
50 0.0029907843 0
EOD
$c68 << EOD
4 0.70685961 0
6 0.43449999 0
8 0.10244909 0
10 0.04540825 0
15 0.015724438 0
20 0.0057956654 0
30 0.0029046185 0
50 0.00067668793 0
EOD
$c69 << EOD
4 0.21799202 0
6 0.16882097 0
8 0.084667625 0
10 0.04912732 0
15 0.016904345 0
20 0.010125797 0
30 0.0056880112 0
50 0.0013095658 0
EOD
$c70 << EOD
4 0.80450946 0
6 0.44237418 0
8 0.07148637 0
10 0.048710572 0
15 0.0096347893 0
20 0.0054238502 0
30 0.0041164202 0
50 0.00061112778 0
EOD
$c71 << EOD
4 0.86483721 0
6 0.44138874 0
8 0.070716941 0
10 0.047546605 0
15 0.0093668353 0
20 0.0052737817 0
30 0.0041114067 0
50 0.00061166877 0
EOD
$c72 << EOD
4 0.19581279 0
6 0.089137355 0
8 0.055288347 0
10 0.041047617 0
15 0.021983437 0
20 0.010920353 0
30 0.0058667086 0
50 0.0018833254 0
EOD
$c73 << EOD
4 0.53928025 0
6 0.21311661 0
8 0.090445065 0
10 0.047080545 0
15 0.015495825 0
20 0.0062413159 0
30 0.0023103381 0
50 0.00068740822 0
EOD
$c74 << EOD
4 0.25119 0
6 0.15196331 0
8 0.09344912 0
10 0.059227139 0
15 0.018264216 0
20 0.0075303476 0
30 0.0025184765 0
50 0.0008482892 0
EOD
$c75 << EOD
4 0.22533048 0
6 0.1042919 0
8 0.0671419 0
10 0.041214124 0
15 0.011202424 0
20 0.0070341974 0
30 0.0053246358 0
50 0.0017533359 0
EOD
$c76 << EOD
4 1.014997 0
6 0.27324863 0
8 0.077239374 0
10 0.037474587 0
15 0.0099063492 0
20 0.0047532277 0
30 0.0024451559 0
50 0.00047369496 0
EOD
$c77 << EOD
4 1.0237501 0
6 0.25714615 0
8 0.070059352 0
10 0.034208946 0
15 0.0093125758 0
20 0.0048068254 0
30 0.0024441485 0
50 0.00046979965 0
EOD
$c78 << EOD
4 0.1610814 0
6 0.089493579 0
8 0.058869802 0
10 0.042023183 0
15 0.018102625 0
20 0.0097656595 0
30 0.003664309 0
50 0.0011392956 0
EOD
$c79 << EOD
4 0.17915188 0
6 0.092624614 0
8 0.053295645 0
10 0.034715817 0
15 0.015628072 0
20 0.0092143789 0
30 0.0040444844 0
50 0.0014291086 0
EOD
$c80 << EOD
4 0.092698471 0
6 0.061804685 0
8 0.04454859 0
10 0.028670746 0
15 0.016561412 0
20 0.01299816 0
30 0.0053294176 0
50 0.0026497707 0
EOD
$c81 << EOD
4 1.1261221 0
6 0.24584759 0
8 0.055541528 0
10 0.026763966 0
15 0.0081986497 0
20 0.0050326439 0
30 0.0024431408 0
50 0.00046241283 0
EOD
$c82 << EOD
4 0.22858188 0
6 0.096035359 0
8 0.084688326 0
10 0.034107606 0
15 0.012505192 0
20 0.0044995556 0
30 0.0038326834 0
50 0.0012699284 0
EOD
$c83 << EOD
4 0.16100463 0
6 0.08808133 0
8 0.054673727 0
10 0.038791962 0
15 0.016971645 0
20 0.0056166039 0
30 0.0041888992 0
50 0.0010017736 0
EOD
$c84 << EOD
4 0.11775693 0
6 0.083453887 0
8 0.059656082 0
10 0.036633168 0
15 0.015406272 0
20 0.0082993398 0
30 0.0030394305 0
50 0.0012284584 0
EOD
$c85 << EOD
4 0.19419585 0
6 0.11054093 0
8 0.046073444 0
10 0.026490159 0
15 0.013312256 0
20 0.0060701161 0
30 0.0039408958 0
50 0.00095055169 0
EOD
$c86 << EOD
4 0.25041017 0
6 0.15201888 0
8 0.058238328 0
10 0.027677887 0
15 0.0077745433 0
20 0.0051785873 0
30 0.0029138723 0
50 0.00070523523 0
EOD
$c87 << EOD
4 0.18535308 0
6 0.088690224 0
8 0.049993018 0
10 0.029641419 0
15 0.011827689 0
20 0.0067104833 0
30 0.0026762936 0
50 0.00091867567 0
EOD
$c88 << EOD
4 0.16948799 0
6 0.093313416 0
8 0.049492004 0
10 0.029841328 0
15 0.011936328 0
20 0.0067576515 0
30 0.0026922267 0
50 0.00092789889 0
EOD
$c89 << EOD
4 0.17424567 0
6 0.094308931 0
8 0.048732051 0
10 0.031879606 0
15 0.014527271 0
20 0.004787499 0
30 0.0024026381 0
50 0.00054531064 0
EOD
$c90 << EOD
4 0.26379805 0
6 0.091294634 0
8 0.040259884 0
10 0.023001021 0
15 0.0093796302 0
20 0.0050334273 0
30 0.0018406482 0
50 0.00068933544 0
EOD
$c91 << EOD
4 0.12745376 0
6 0.097169658 0
8 0.043711263 0
10 0.02506377 0
15 0.0095317028 0
20 0.0053493876 0
30 0.0019822751 0
50 0.00050485605 0
EOD
$c92 << EOD
4 0.12170471 0
6 0.097063154 0
8 0.043891197 0
10 0.025725642 0
15 0.0096614975 0
20 0.005168444 0
30 0.0019646584 0
50 0.00050878758 0
EOD
set lmargin at screen 0.08
set rmargin at screen 0.797
set tmargin at screen 0.865
set bmargin at screen 0.125
set label 1 'Trajectory error against network evaluations' at screen 0.02, screen 0.955 left noenhanced font ',16' textcolor rgb '#222222'
set label 2 'RMS error of the final state' at screen 0.02, screen 0.905 left noenhanced font ',12' textcolor rgb '#5b636d'
set xlabel 'network evaluations per sample (NFE)' noenhanced offset 0,-0.2 textcolor rgb '#5b636d'
set border 3 linecolor rgb '#888888'
set tics nomirror out scale 0.6 textcolor rgb '#333333'
set grid xtics ytics linecolor rgb '#e4e4e4' linewidth 1 dashtype 1
set key off
set logscale x
set logscale y
set ytics ('1e-4' 0.0001, '1e-3' 0.001, '0.01' 0.01, '0.1' 0.10000000000000001)
set xtics ('5' 5, '10' 10, '20' 20, '50' 50)
set xrange [3.4782609:57.5]
set yrange [9.0270958e-05:0.99745236]
set arrow 3 from graph 0, first 0.00034132542 to graph 1, first 0.00034132542 nohead linecolor rgb '#888888' linewidth 1 dashtype 3 back
set label 4 'uncertainty of the reference' at graph 0.01, first 0.00034132542 left offset 0,0.5 noenhanced font ',11' textcolor rgb '#666666'
set arrow 5 from graph 0.9582, graph 0.2585 to graph 1.018, graph 0.4160 nohead linecolor rgb '#90332288' linewidth 0.8 dashtype 3
set label 6 'ipndm_v4_legacy' at graph 1.024, graph 0.4160 left noenhanced font ',12' textcolor rgb '#332288'
set arrow 7 from graph 0.9582, graph 0.2804 to graph 1.018, graph 0.4680 nohead linecolor rgb '#90999933' linewidth 0.8 dashtype 3
set label 8 'dpmpp_2m' at graph 1.024, graph 0.4680 left noenhanced font ',12' textcolor rgb '#999933'
set arrow 9 from graph 0.9582, graph 0.2529 to graph 1.018, graph 0.3640 nohead linecolor rgb '#90882255' linewidth 0.8 dashtype 3
set label 10 'deis_tab3' at graph 1.024, graph 0.3640 left noenhanced font ',12' textcolor rgb '#882255'
set arrow 11 from graph 0.9582, graph 0.2208 to graph 1.018, graph 0.2080 nohead linecolor rgb '#90000000' linewidth 0.8 dashtype 3
set label 12 'unipc2_vary' at graph 1.024, graph 0.2080 left noenhanced font ',12' textcolor rgb '#000000'
set arrow 13 from graph 0.9582, graph 0.2492 to graph 1.018, graph 0.2600 nohead linecolor rgb '#9056B4E9' linewidth 0.8 dashtype 3
set label 14 'dpm_solver_3m' at graph 1.024, graph 0.2600 left noenhanced font ',12' textcolor rgb '#56B4E9'
set arrow 15 from graph 0.9582, graph 0.2503 to graph 1.018, graph 0.3120 nohead linecolor rgb '#90E69F00' linewidth 0.8 dashtype 3
set label 16 'exp_ab3_noise' at graph 1.024, graph 0.3120 left noenhanced font ',12' textcolor rgb '#E69F00'
set arrow 17 from graph 0.9582, graph 0.1932 to graph 1.018, graph 0.1040 nohead linecolor rgb '#90CC79A7' linewidth 0.8 dashtype 3
set label 18 'exp_ab4_noise' at graph 1.024, graph 0.1040 left noenhanced font ',12' textcolor rgb '#CC79A7'
set arrow 19 from graph 0.9582, graph 0.2184 to graph 1.018, graph 0.1560 nohead linecolor rgb '#90009E73' linewidth 0.8 dashtype 3
set label 20 'ipndm3' at graph 1.024, graph 0.1560 left noenhanced font ',12' textcolor rgb '#009E73'
set arrow 21 from graph 0.9582, graph 0.1849 to graph 1.018, graph 0.0000 nohead linecolor rgb '#90D55E00' linewidth 0.8 dashtype 3
set label 22 'unic(dpmpp_2m)' at graph 1.024, graph 0.0000 left noenhanced font ',12' textcolor rgb '#D55E00'
set arrow 23 from graph 0.9582, graph 0.1857 to graph 1.018, graph 0.0520 nohead linecolor rgb '#900072B2' linewidth 0.8 dashtype 3
set label 24 'unipc2_bh2' at graph 1.024, graph 0.0520 left noenhanced font ',12' textcolor rgb '#0072B2'
set terminal svg size 860,540 font 'Helvetica,Arial,sans-serif,13' background '#ffffff'
set output 'trajectory.svg'
plot $c0 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c1 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c2 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c3 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c4 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c5 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c6 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c7 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c8 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c9 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c10 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c11 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c12 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c13 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c14 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c15 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c16 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c17 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c18 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c19 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c20 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c21 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c22 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c23 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c24 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c25 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c26 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c27 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c28 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c29 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c30 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c31 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c32 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c33 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c34 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c35 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c36 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c37 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c38 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c39 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c40 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c41 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c42 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c43 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c44 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c45 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c46 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c47 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c48 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c49 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c50 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c51 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c52 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c53 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c54 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c55 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c56 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c57 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c58 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c59 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c60 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c61 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c62 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c63 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c64 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c65 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c66 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c67 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c68 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c69 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c70 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c71 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c72 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c73 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c74 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c75 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c76 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c77 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c78 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c79 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c80 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c81 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c82 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c83 with linespoints linecolor rgb '#332288' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c84 with linespoints linecolor rgb '#999933' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c85 with linespoints linecolor rgb '#882255' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c86 with linespoints linecolor rgb '#000000' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c87 with linespoints linecolor rgb '#56B4E9' linewidth 2 dashtype 1 pointtype 15 pointsize 0.8, \
     $c88 with linespoints linecolor rgb '#E69F00' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8, \
     $c89 with linespoints linecolor rgb '#CC79A7' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c90 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c91 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c92 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8
set terminal pngcairo size 1720,1080 fontscale 1.9 linewidth 2 pointscale 1.9 background '#ffffff'
set output 'trajectory.png'
plot $c0 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c1 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c2 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c3 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c4 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c5 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c6 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c7 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c8 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c9 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c10 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c11 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c12 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c13 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c14 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c15 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c16 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c17 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c18 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c19 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c20 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c21 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c22 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c23 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c24 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c25 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c26 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c27 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c28 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c29 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c30 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c31 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c32 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c33 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c34 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c35 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c36 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c37 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c38 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c39 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c40 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c41 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c42 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c43 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c44 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c45 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c46 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c47 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c48 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c49 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c50 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c51 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c52 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c53 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c54 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c55 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c56 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c57 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c58 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c59 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c60 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c61 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c62 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c63 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c64 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c65 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c66 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c67 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c68 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c69 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c70 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c71 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c72 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c73 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c74 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c75 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c76 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c77 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c78 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c79 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c80 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c81 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c82 with lines linecolor rgb '#d0d4d8' linewidth 1, \
     $c83 with linespoints linecolor rgb '#332288' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c84 with linespoints linecolor rgb '#999933' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c85 with linespoints linecolor rgb '#882255' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c86 with linespoints linecolor rgb '#000000' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c87 with linespoints linecolor rgb '#56B4E9' linewidth 2 dashtype 1 pointtype 15 pointsize 0.8, \
     $c88 with linespoints linecolor rgb '#E69F00' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8, \
     $c89 with linespoints linecolor rgb '#CC79A7' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c90 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c91 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c92 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8
unset output
