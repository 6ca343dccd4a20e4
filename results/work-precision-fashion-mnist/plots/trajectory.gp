# Made by odelia report; run gnuplot on this file to draw it again.
$c0 << EOD
4 91.247635 0
4 91.247635 0
8 28.977973 0
8 28.977973 0
12 23.748334 0
20 0.93050968 0
28 0.24108231 0
48 0.052120907 0
EOD
$c1 << EOD
5 45.114532 0
5 45.114532 0
10 13.683651 0
15 0.84413826 0
20 0.25775851 0
30 0.032802598 0
50 0.0093640259 0
EOD
$c2 << EOD
7 6.9338971 0
7 6.9338971 0
13 1.7312739 0
19 0.3462825 0
25 0.21968597 0
49 0.006387121 0
EOD
$c3 << EOD
4 22.586588 0
6 67.321589 0
8 12.241974 0
10 4.1979914 0
15 0.33572337 0
20 0.080693396 0
30 0.014569718 0
50 0.0026551941 0
EOD
$c4 << EOD
4 25.562319 0
4 25.562319 0
8 1.8501502 0
8 1.8501502 0
12 0.46354947 0
20 0.080025086 0
28 0.026134654 0
48 0.0053157182 0
EOD
$c5 << EOD
4 27.744609 0
4 27.744609 0
8 1.4587953 0
8 1.4587953 0
12 0.33083048 0
20 0.065438578 0
28 0.024110796 0
48 0.0052024391 0
EOD
$c6 << EOD
8 1.2195747 0
8 1.2195747 0
8 1.2195747 0
16 0.12800477 0
24 0.044497277 0
48 0.011994922 0
EOD
$c7 << EOD
6 1.8559013 0
6 1.8559013 0
6 1.8559013 0
12 0.19912901 0
18 0.13775704 0
30 0.045400468 0
48 0.010809909 0
EOD
$c8 << EOD
4 61.252443 0
15 0.15111639 0
20 0.058741597 0
30 0.021684618 0
50 0.0030029166 0
EOD
$c9 << EOD
4 0.7624071 0
6 0.70864334 0
8 0.63043481 0
10 0.54980794 0
14 0.42165836 0
20 0.28168369 0
30 0.16042954 0
50 0.0661254 0
EOD
$c10 << EOD
8 0.42652788 0
8 0.42652788 0
8 0.42652788 0
16 0.15657246 0
24 0.11897451 0
48 0.015745245 0
EOD
$c11 << EOD
4 0.75013284 0
4 0.75013284 0
8 0.5618339 0
8 0.5618339 0
12 0.39274286 0
20 0.16601172 0
28 0.087584973 0
48 0.02562931 0
EOD
$c12 << EOD
7 0.70537017 0
7 0.70537017 0
13 0.24859988 0
19 0.11282329 0
25 0.053557009 0
49 0.0090301948 0
EOD
$c13 << EOD
3 51.916316 0
6 1.9441744 0
6 1.9441744 0
9 0.28062552 0
15 0.071362265 0
18 0.0497396 0
30 0.020588422 0
48 0.0050011131 0
EOD
$c14 << EOD
6 0.69105522 0
6 0.69105522 0
6 0.69105522 0
12 0.36985362 0
18 0.15679394 0
30 0.028092178 0
48 0.013951445 0
EOD
$c15 << EOD
3 0.76588833 0
6 0.65241348 0
6 0.65241348 0
9 0.49648063 0
15 0.26657846 0
18 0.20386727 0
30 0.069661325 0
48 0.024998949 0
EOD
$c16 << EOD
3 1.2247859 0
6 0.57369262 0
6 0.57369262 0
9 0.47252887 0
15 0.26208435 0
18 0.20927398 0
30 0.068712085 0
48 0.018518928 0
EOD
$c17 << EOD
4 0.53409622 0
6 0.40670049 0
8 0.33047255 0
10 0.28377378 0
15 0.22367568 0
20 0.18209124 0
30 0.14510474 0
50 0.075235619 0
EOD
$c18 << EOD
4 1.0073797 0
6 0.65256309 0
8 0.51583249 0
10 0.41798323 0
14 0.26773613 0
20 0.14687393 0
30 0.063826509 0
50 0.024985089 0
EOD
$c19 << EOD
3 36.39676 0
6 1.204424 0
6 1.204424 0
9 0.31946025 0
15 0.064468902 0
18 0.045411623 0
30 0.010976454 0
48 0.0038922792 0
EOD
$c20 << EOD
4 23.973049 0
6 1.662148 0
8 0.41218614 0
10 0.25428995 0
15 0.08196042 0
20 0.036902454 0
30 0.01615033 0
50 0.0054498196 0
EOD
$c21 << EOD
3 1.3520275 0
6 0.42493159 0
6 0.42493159 0
9 0.42239293 0
15 0.1835828 0
18 0.13853199 0
30 0.025813713 0
48 0.0082898976 0
EOD
$c22 << EOD
5 0.91802013 0
5 0.91802013 0
10 0.22322217 0
15 0.089524884 0
20 0.053604156 0
30 0.028970574 0
50 0.011722207 0
EOD
$c23 << EOD
4 1.053441 0
4 1.053441 0
8 0.3486201 0
8 0.3486201 0
12 0.24770044 0
20 0.052080207 0
28 0.031898861 0
48 0.0071515914 0
EOD
$c24 << EOD
4 3.6917175 0
6 0.64090146 0
8 0.30969578 0
10 0.18298627 0
14 0.086089659 0
20 0.051185752 0
30 0.02795525 0
50 0.01159509 0
EOD
$c25 << EOD
4 3.6917175 0
6 0.64090146 0
8 0.30969578 0
10 0.18298627 0
14 0.086089659 0
20 0.051185752 0
30 0.02795525 0
50 0.01159509 0
EOD
$c26 << EOD
4 2.3495973 0
6 0.59068973 0
8 0.27834978 0
10 0.17216055 0
14 0.077193202 0
20 0.046157918 0
30 0.031163889 0
50 0.012102402 0
EOD
$c27 << EOD
6 0.48262753 0
6 0.48262753 0
6 0.48262753 0
12 0.18353729 0
18 0.04885786 0
30 0.010445949 0
48 0.005385094 0
EOD
$c28 << EOD
4 1.1621262 0
4 1.1621262 0
8 0.23553191 0
8 0.23553191 0
12 0.19524044 0
20 0.052898692 0
28 0.019715163 0
48 0.0042276425 0
EOD
$c29 << EOD
4 1.5441823 0
6 0.51689763 0
8 0.23184842 0
10 0.14600745 0
15 0.076183057 0
20 0.052708891 0
30 0.029450727 0
50 0.012020082 0
EOD
$c30 << EOD
4 1.0106302 0
4 1.0106302 0
8 0.24641188 0
8 0.24641188 0
12 0.092568074 0
20 0.035613609 0
28 0.023498167 0
48 0.0061705826 0
EOD
$c31 << EOD
4 1.1011469 0
4 1.1011469 0
8 0.2296477 0
8 0.2296477 0
12 0.087642561 0
20 0.034316274 0
28 0.023416538 0
48 0.0060871119 0
EOD
$c32 << EOD
4 0.95452906 0
4 0.95452906 0
8 0.23025534 0
8 0.23025534 0
12 0.088074247 0
20 0.034217639 0
28 0.022621749 0
48 0.0059660861 0
EOD
$c33 << EOD
4 0.89775027 0
4 0.89775027 0
8 0.22727553 0
8 0.22727553 0
12 0.089404142 0
20 0.035914565 0
28 0.02323188 0
48 0.0062321296 0
EOD
$c34 << EOD
4 0.25599878 0
6 0.20129222 0
8 0.16803472 0
10 0.13458302 0
15 0.099406847 0
20 0.074646782 0
30 0.054022635 0
50 0.034928179 0
EOD
$c35 << EOD
4 0.4676655 0
4 0.4676655 0
7 0.2446821 0
10 0.2297432 0
13 0.12733327 0
19 0.058197547 0
28 0.026343294 0
49 0.0061933783 0
EOD
$c36 << EOD
4 0.47091659 0
6 0.34330986 0
8 0.24081162 0
10 0.17723491 0
14 0.11498073 0
20 0.050169459 0
30 0.026995587 0
50 0.010691812 0
EOD
$c37 << EOD
3 1.8979485 0
6 0.29877641 0
6 0.29877641 0
9 0.14711574 0
15 0.052436096 0
18 0.041823656 0
30 0.021854761 0
48 0.0071587301 0
EOD
$c38 << EOD
4 0.48036364 0
6 0.16511886 0
8 0.077453118 0
10 0.077291994 0
15 0.066507542 0
20 0.064483712 0
30 0.051370762 0
50 0.037955238 0
EOD
$c39 << EOD
4 0.39171422 0
6 0.27876055 0
8 0.20143312 0
10 0.14938975 0
14 0.085822894 0
20 0.042357219 0
30 0.026714008 0
50 0.01127359 0
EOD
$c40 << EOD
4 0.31115331 0
6 0.21500208 0
8 0.17512848 0
10 0.12245915 0
14 0.083641218 0
20 0.052841251 0
30 0.03421517 0
50 0.016053697 0
EOD
$c41 << EOD
3 0.94591592 0
6 0.25924876 0
6 0.25924876 0
9 0.12648663 0
15 0.052447202 0
18 0.042913155 0
30 0.021420868 0
48 0.00642833 0
EOD
$c42 << EOD
4 1.6662089 0
6 0.41959388 0
8 0.17127066 0
10 0.092679371 0
15 0.049109725 0
20 0.034144117 0
30 0.017967433 0
50 0.0072020785 0
EOD
$c43 << EOD
4 1.6214533 0
6 0.49430101 0
8 0.2070931 0
10 0.1137858 0
15 0.051584899 0
20 0.041883592 0
30 0.012729974 0
50 0.002337382 0
EOD
$c44 << EOD
4 0.28179759 0
6 0.18003302 0
8 0.13588835 0
10 0.10042013 0
14 0.064314903 0
20 0.041143762 0
30 0.026963244 0
50 0.012552532 0
EOD
$c45 << EOD
6 0.21958623 0
10 0.12745107 0
15 0.08029476 0
20 0.044518953 0
30 0.012500786 0
50 0.0015495052 0
EOD
$c46 << EOD
4 0.39918888 0
6 0.22484833 0
8 0.14439635 0
10 0.10515994 0
15 0.046245206 0
20 0.039427301 0
30 0.017903306 0
50 0.0077532299 0
EOD
$c47 << EOD
3 0.45962476 0
6 0.21267048 0
6 0.21267048 0
9 0.14216878 0
15 0.04212667 0
18 0.031820656 0
30 0.014439493 0
48 0.0045094214 0
EOD
$c48 << EOD
4 0.24241298 0
6 0.1744407 0
8 0.13083361 0
10 0.093381305 0
15 0.054397724 0
20 0.036896615 0
30 0.022479682 0
50 0.011019535 0
EOD
$c49 << EOD
4 0.24241298 0
6 0.1744407 0
8 0.13083361 0
10 0.093381305 0
15 0.054397724 0
20 0.036896615 0
30 0.022479682 0
50 0.011019535 0
EOD
$c50 << EOD
4 0.24241298 0
6 0.1744407 0
8 0.13083361 0
10 0.093381305 0
15 0.054397724 0
20 0.036896615 0
30 0.022479682 0
50 0.011019535 0
EOD
$c51 << EOD
4 0.26706685 0
6 0.18039355 0
8 0.12666586 0
10 0.083959289 0
15 0.076758127 0
20 0.066608942 0
30 0.030561434 0
50 0.0025071855 0
EOD
$c52 << EOD
3 1.2334752 0
6 0.20558396 0
6 0.20558396 0
9 0.098609262 0
15 0.033174643 0
18 0.024802323 0
30 0.01305429 0
48 0.0035504745 0
EOD
$c53 << EOD
4 0.28664726 0
6 0.16802235 0
8 0.11648768 0
10 0.075727884 0
14 0.052860744 0
20 0.030068747 0
30 0.020043077 0
50 0.0097974832 0
EOD
$c54 << EOD
4 0.30240687 0
6 0.16893471 0
8 0.1193089 0
10 0.071963241 0
14 0.054565589 0
20 0.029281222 0
30 0.017684 0
50 0.008348415 0
EOD
$c55 << EOD
4 0.26064357 0
6 0.17698337 0
8 0.12749818 0
10 0.087015473 0
15 0.043360639 0
20 0.032752722 0
30 0.016148855 0
50 0.0069146785 0
EOD
$c56 << EOD
4 0.5628257 0
6 0.54303668 0
8 0.25418274 0
10 0.12808827 0
15 0.056303827 0
20 0.014167603 0
30 0.0047834324 0
50 0.0012038978 0
EOD
$c57 << EOD
4 0.19856212 0
6 0.13780225 0
8 0.10323063 0
10 0.075572354 0
15 0.042070564 0
20 0.029194056 0
30 0.018417839 0
50 0.0086866233 0
EOD
$c58 << EOD
4 0.25994111 0
6 0.15461602 0
8 0.1140762 0
10 0.074200573 0
15 0.041146841 0
20 0.029003121 0
30 0.01445444 0
50 0.0065441132 0
EOD
$c59 << EOD
4 0.24153173 0
6 0.16961051 0
8 0.12165197 0
10 0.078991704 0
15 0.04290614 0
20 0.027411259 0
30 0.014350025 0
50 0.0046267678 0
EOD
$c60 << EOD
4 0.24153173 0
6 0.16961051 0
8 0.12165197 0
10 0.078991704 0
15 0.04290614 0
20 0.027411259 0
30 0.014350025 0
50 0.0046267678 0
EOD
$c61 << EOD
4 0.24153173 0
6 0.16961051 0
8 0.12165197 0
10 0.078991704 0
15 0.04290614 0
20 0.027411259 0
30 0.014350025 0
50 0.0046267678 0
EOD
$c62 << EOD
4 0.43688055 0
6 0.22273085 0
8 0.13083166 0
10 0.083657058 0
15 0.036933146 0
20 0.031461832 0
30 0.011135999 0
50 0.0021881965 0
EOD
$c63 << EOD
4 0.20277882 0
6 0.13542845 0
8 0.09508665 0
10 0.062095513 0
15 0.03892505 0
20 0.027307417 0
30 0.017362667 0
50 0.0076398344 0
EOD
$c64 << EOD
4 0.21519378 0
6 0.14363556 0
8 0.10310849 0
10 0.063081598 0
15 0.037705932 0
20 0.02536696 0
30 0.015341391 0
50 0.0070712299 0
EOD
$c65 << EOD
4 0.90022057 0
6 0.53050575 0
8 0.16891394 0
10 0.090065666 0
15 0.037201783 0
20 0.024858328 0
30 0.0051920826 0
50 0.00056455645 0
EOD
$c66 << EOD
4 0.5628257 0
6 0.48934844 0
8 0.1627389 0
10 0.079777093 0
15 0.044960533 0
20 0.029618401 0
30 0.004949159 0
50 0.00067804944 0
EOD
$c67 << EOD
4 0.5822943 0
6 0.21094266 0
8 0.10998339 0
10 0.06944615 0
15 0.031673622 0
20 0.026347822 0
30 0.0091322511 0
50 0.0021588384 0
EOD
$c68 << EOD
4 0.84113568 0
6 0.25819225 0
8 0.12601971 0
10 0.077098319 0
15 0.033338708 0
20 0.025748266 0
30 0.0067826395 0
50 0.0010281871 0
EOD
$c69 << EOD
4 0.62919988 0
6 0.51860644 0
8 0.1631787 0
10 0.088407254 0
15 0.036136351 0
20 0.024192924 0
30 0.0052286741 0
50 0.00056945202 0
EOD
$c70 << EOD
4 0.64753329 0
6 0.5192187 0
8 0.16190936 0
10 0.087857468 0
15 0.035693079 0
20 0.02384483 0
30 0.0052483724 0
50 0.00057169289 0
EOD
$c71 << EOD
4 0.19610655 0
6 0.12673297 0
8 0.083097593 0
10 0.056458532 0
15 0.03625839 0
20 0.02597261 0
30 0.015517875 0
50 0.0069666112 0
EOD
$c72 << EOD
4 0.77791922 0
6 0.25255027 0
8 0.12016793 0
10 0.07540958 0
15 0.033589909 0
20 0.025775011 0
30 0.0067935787 0
50 0.0010292572 0
EOD
$c73 << EOD
4 0.27471122 0
6 0.17734946 0
8 0.11800184 0
10 0.077130702 0
15 0.033734686 0
20 0.028788346 0
30 0.010968879 0
50 0.0022530062 0
EOD
$c74 << EOD
4 0.27024111 0
6 0.17739334 0
8 0.11819948 0
10 0.077441534 0
15 0.034028884 0
20 0.028581994 0
30 0.01071384 0
50 0.0021891592 0
EOD
$c75 << EOD
4 0.24150163 0
6 0.16910091 0
8 0.11935045 0
10 0.075252036 0
15 0.038499272 0
20 0.023866014 0
30 0.010291117 0
50 0.0024668578 0
EOD
$c76 << EOD
4 0.24150163 0
6 0.16910091 0
8 0.11935045 0
10 0.075252036 0
15 0.038499272 0
20 0.023866014 0
30 0.010291117 0
50 0.0024668578 0
EOD
$c77 << EOD
4 0.24150163 0
6 0.16910091 0
8 0.11935045 0
10 0.075252036 0
15 0.038499272 0
20 0.023866014 0
30 0.010291117 0
50 0.0024668578 0
EOD
$c78 << EOD
4 0.32005931 0
6 0.23243905 0
8 0.13321647 0
10 0.0773889 0
15 0.03404948 0
20 0.026026688 0
30 0.0055303694 0
50 0.001490515 0
EOD
$c79 << EOD
4 0.26364274 0
6 0.1516986 0
8 0.099356053 0
10 0.062129765 0
15 0.032674706 0
20 0.022544669 0
30 0.0087576904 0
50 0.0028465043 0
EOD
$c80 << EOD
4 1.0839577 0
6 0.28708494 0
8 0.10566311 0
10 0.067901506 0
15 0.034496824 0
20 0.021524615 0
30 0.0033647373 0
50 0.00051504554 0
EOD
$c81 << EOD
4 0.26651002 0
6 0.15556406 0
8 0.098660849 0
10 0.058692081 0
15 0.030113808 0
20 0.02191483 0
30 0.008019252 0
50 0.0020043709 0
EOD
$c82 << EOD
4 0.25327464 0
6 0.15219521 0
8 0.097848306 0
10 0.058561107 0
15 0.030050072 0
20 0.021880783 0
30 0.0080080146 0
50 0.00200674 0
EOD
$c83 << EOD
4 0.86543334 0
6 0.24135658 0
8 0.10967223 0
10 0.068695323 0
15 0.033135454 0
20 0.02145373 0
30 0.0033466833 0
50 0.00052188205 0
EOD
$c84 << EOD
4 0.82893552 0
6 0.24604486 0
8 0.10728722 0
10 0.06845868 0
15 0.033523306 0
20 0.021476061 0
30 0.0033523476 0
50 0.00051995994 0
EOD
$c85 << EOD
4 0.29011143 0
6 0.13301476 0
8 0.065586848 0
10 0.043449008 0
15 0.026427859 0
20 0.02159063 0
30 0.0092246975 0
50 0.0025203216 0
EOD
$c86 << EOD
4 0.22226367 0
6 0.11883278 0
8 0.074034162 0
10 0.048875331 0
15 0.028814828 0
20 0.020702204 0
30 0.0089788672 0
50 0.0022714961 0
EOD
$c87 << EOD
4 0.22227097 0
6 0.11897662 0
8 0.071953205 0
10 0.044893093 0
15 0.023219925 0
20 0.021115684 0
30 0.0086952992 0
50 0.0027304709 0
EOD
$c88 << EOD
4 0.24377136 0
6 0.11820363 0
8 0.070151396 0
10 0.046564477 0
15 0.028141761 0
20 0.020546973 0
30 0.0084629997 0
50 0.001913244 0
EOD
$c89 << EOD
4 0.26706685 0
6 0.17478146 0
8 0.10682842 0
10 0.054944386 0
15 0.024748668 0
20 0.028154418 0
30 0.0042600136 0
50 0.00057591755 0
EOD
$c90 << EOD
4 0.25885753 0
6 0.18415719 0
8 0.093975107 0
10 0.054456216 0
15 0.026375371 0
20 0.01597519 0
30 0.0044616685 0
50 0.00088110207 0
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
set ytics ('1e-4' 0.0001, '1e-3' 0.001, '0.01' 0.01, '0.1' 0.10000000000000001, '1' 1)
set xtics ('5' 5, '10' 10, '20' 20, '50' 50)
set xrange [3.4782609:57.5]
set yrange [5.3169234e-05:4.3567485]
set arrow 3 from graph 0, first 0.00026766358 to graph 1, first 0.00026766358 nohead linecolor rgb '#888888' linewidth 1 dashtype 3 back
set label 4 'uncertainty of the reference' at graph 0.01, first 0.00026766358 left offset 0,0.5 noenhanced font ',11' textcolor rgb '#666666'
set arrow 5 from graph 0.9582, graph 0.3208 to graph 1.018, graph 0.3102 nohead linecolor rgb '#90332288' linewidth 0.8 dashtype 3
set label 6 'dpm_solver_3m' at graph 1.024, graph 0.3102 left noenhanced font ',12' textcolor rgb '#332288'
set arrow 7 from graph 0.9582, graph 0.3209 to graph 1.018, graph 0.3622 nohead linecolor rgb '#90999933' linewidth 0.8 dashtype 3
set label 8 'exp_ab3_noise' at graph 1.024, graph 0.3622 left noenhanced font ',12' textcolor rgb '#999933'
set arrow 9 from graph 0.9582, graph 0.2019 to graph 1.018, graph 0.1022 nohead linecolor rgb '#90882255' linewidth 0.8 dashtype 3
set label 10 'unipc3_bh2' at graph 1.024, graph 0.1022 left noenhanced font ',12' textcolor rgb '#882255'
set arrow 11 from graph 0.9582, graph 0.2015 to graph 1.018, graph 0.0502 nohead linecolor rgb '#90000000' linewidth 0.8 dashtype 3
set label 12 'unipc3_vary' at graph 1.024, graph 0.0502 left noenhanced font ',12' textcolor rgb '#000000'
set arrow 13 from graph 0.9582, graph 0.3411 to graph 1.018, graph 0.4662 nohead linecolor rgb '#9056B4E9' linewidth 0.8 dashtype 3
set label 14 'ipndm3' at graph 1.024, graph 0.4662 left noenhanced font ',12' textcolor rgb '#56B4E9'
set arrow 15 from graph 0.9582, graph 0.3319 to graph 1.018, graph 0.4142 nohead linecolor rgb '#90E69F00' linewidth 0.8 dashtype 3
set label 16 'ipndm_v3_legacy' at graph 1.024, graph 0.4142 left noenhanced font ',12' textcolor rgb '#E69F00'
set arrow 17 from graph 0.9582, graph 0.3481 to graph 1.018, graph 0.5182 nohead linecolor rgb '#90CC79A7' linewidth 0.8 dashtype 3
set label 18 'ipndm_v4_legacy' at graph 1.024, graph 0.5182 left noenhanced font ',12' textcolor rgb '#CC79A7'
set arrow 19 from graph 0.9582, graph 0.3167 to graph 1.018, graph 0.2582 nohead linecolor rgb '#90009E73' linewidth 0.8 dashtype 3
set label 20 'deis_tab2' at graph 1.024, graph 0.2582 left noenhanced font ',12' textcolor rgb '#009E73'
set arrow 21 from graph 0.9582, graph 0.2106 to graph 1.018, graph 0.1542 nohead linecolor rgb '#90D55E00' linewidth 0.8 dashtype 3
set label 22 'exp_ab4_noise' at graph 1.024, graph 0.1542 left noenhanced font ',12' textcolor rgb '#D55E00'
set arrow 23 from graph 0.9582, graph 0.2482 to graph 1.018, graph 0.2062 nohead linecolor rgb '#900072B2' linewidth 0.8 dashtype 3
set label 24 'deis_tab3' at graph 1.024, graph 0.2062 left noenhanced font ',12' textcolor rgb '#0072B2'
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
     $c81 with linespoints linecolor rgb '#332288' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c82 with linespoints linecolor rgb '#999933' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c83 with linespoints linecolor rgb '#882255' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c84 with linespoints linecolor rgb '#000000' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c85 with linespoints linecolor rgb '#56B4E9' linewidth 2 dashtype 1 pointtype 15 pointsize 0.8, \
     $c86 with linespoints linecolor rgb '#E69F00' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8, \
     $c87 with linespoints linecolor rgb '#CC79A7' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c88 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c89 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c90 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8
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
     $c81 with linespoints linecolor rgb '#332288' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c82 with linespoints linecolor rgb '#999933' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c83 with linespoints linecolor rgb '#882255' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c84 with linespoints linecolor rgb '#000000' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8, \
     $c85 with linespoints linecolor rgb '#56B4E9' linewidth 2 dashtype 1 pointtype 15 pointsize 0.8, \
     $c86 with linespoints linecolor rgb '#E69F00' linewidth 2 dashtype 1 pointtype 13 pointsize 0.8, \
     $c87 with linespoints linecolor rgb '#CC79A7' linewidth 2 dashtype 1 pointtype 11 pointsize 0.8, \
     $c88 with linespoints linecolor rgb '#009E73' linewidth 2 dashtype 1 pointtype 9 pointsize 0.8, \
     $c89 with linespoints linecolor rgb '#D55E00' linewidth 2 dashtype 1 pointtype 5 pointsize 0.8, \
     $c90 with linespoints linecolor rgb '#0072B2' linewidth 2 dashtype 1 pointtype 7 pointsize 0.8
unset output
